import type { Body } from "../sealing/index.ts";

/** One row of the queue, with its card once that is open. */
export interface TriageRow {
  /** Place in the server's order, from 0. */
  readonly place: number;
  /** What the row shows without its card: reference, language, names. */
  readonly shown: string;
  readonly card: Body<"triage-card"> | null;
}

/** What a person looks for; all of it must fit. */
export interface TriageFilter {
  readonly words: string;
  readonly inDanger: boolean;
  readonly underAge: boolean;
}

/** How rows are sorted: as the server gave them, or by what cards say. */
export type TriageOrder = "given" | "danger" | "deadline" | "links";

/** Whether a row is shown. Rows whose card is not open are shown only where nothing is asked of the card. */
export function fits({ shown, card }: TriageRow, { words, inDanger, underAge }: TriageFilter): boolean {
  if (inDanger && card?.danger !== "now" && card?.danger !== "threat") return false;
  if (underAge && card?.age !== "minor" && card?.age !== "unsure") return false;
  const text = `${shown} ${card === null ? "" : textOf(card)}`.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** Sorts rows; equal ones stay in the server's order, those without a card come last. */
export const sorted = (rows: readonly TriageRow[], order: TriageOrder): TriageRow[] =>
  rows.toSorted((a, b) => weight(b, order) - weight(a, order) || deadlineOrder(a, b, order) || a.place - b.place);

const textOf = ({ opening, contact, platforms, deadline }: Body<"triage-card">): string =>
  [opening, contact?.address ?? "", contact?.word ?? "", ...platforms, deadline?.date ?? "", deadline?.why ?? ""].join(" ");

function weight({ card }: TriageRow, order: TriageOrder): number {
  if (order === "given") return 0;
  if (card === null) return -1;
  if (order === "danger") return 4 * ["unsaid", "none", "threat", "now"].indexOf(card.danger) + ["unsaid", "adult", "unsure", "minor"].indexOf(card.age);
  if (order === "links") return card.linkCount;
  return card.deadline === null ? 0 : 1;
}

/** Deadlines are what somebody typed; those that begin like a date are sorted, others follow as they came. */
function deadlineOrder(a: TriageRow, b: TriageRow, order: TriageOrder): number {
  if (order !== "deadline") return 0;
  const [one, other] = [dateOf(a), dateOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

const dateOf = ({ card }: TriageRow): string => /^\d{4}-\d{2}-\d{2}/.exec(card?.deadline?.date ?? "")?.[0] ?? "9999";
