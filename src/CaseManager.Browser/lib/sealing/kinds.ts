import type { Author } from "./author.ts";
import type { CaseKeyName } from "./caseKey.ts";

const underC = [
  "wrap", "triage-card", "report", "assisted-report", "draft", "message", "consent", "release-copy",
  "shown-answer", "document", "counting-id", "announcement",
] as const;
const underN = [
  "wrap", "note", "staff-card", "staff-draft", "answer", "authority", "outcome", "reminder", "handover",
  "announcement",
] as const;

/** What a frame holds. */
export type Kind = (typeof underC)[number] | (typeof underN)[number];

const bySurvivor: readonly string[] = [
  "wrap", "triage-card", "report", "draft", "message", "consent", "document", "counting-id",
];
const byServer: Readonly<Record<CaseKeyName, readonly string[]>> = {
  C: ["wrap", "triage-card", "assisted-report"],
  N: ["answer"],
};

/** The kind a text names under a key pair; `null` when there is no such kind there. */
export function kindUnder(keyPair: CaseKeyName, text: string): Kind | null {
  const kinds: readonly string[] = keyPair === "C" ? underC : underN;
  return kinds.includes(text) ? (text as Kind) : null;
}

/** Whether an author may write a kind at all. The server writes under `C` only at the creation of a case. */
export function mayWrite(author: Author, keyPair: CaseKeyName, generation: number, kind: Kind): boolean {
  if (author === "survivor") {
    return keyPair === "C" && bySurvivor.includes(kind) && (kind !== "wrap" || generation === 0);
  }
  if (author === "server") return byServer[keyPair].includes(kind) && (keyPair === "N" || generation === 0);
  return true;
}
