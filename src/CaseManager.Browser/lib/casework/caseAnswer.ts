import { base64urlText, count, flag, id, instant, list, matching, object, oneOf, orNull, text } from "../sealing/shape.ts";
import type { ShapeOf } from "../sealing/shape.ts";

const place = {
  objectId: id, keyPair: oneOf("C", "N"), generation: count(1_000_000), kind: text(32), author: text(38), sequence: count(1_000_000_000),
  previous: base64urlText(43), file: base64urlText(400_000), hash: base64urlText(43), receivedAt: instant,
} as const;

const day = matching(/^\d{4}-\d{2}-\d{2}$/);

/** Until when somebody is away, and who looks after her work. */
export const away = object({ staff: id, backOn: day, cover: orNull(text(100)) });

const mode = oneOf("sealed", "server-assisted", "staff-assisted");
const wraps = list(object({ ...place, recipient: text(38) }), 1000);
const stored = object(place);

const caseShape = object({
  case: object({
    id, mode, language: text(16), receivedAt: instant, held: flag, hasReceipt: flag, rekey: flag, restricted: flag,
    colleagues: list(id, 50), whole: flag, offer: orNull(object({ to: id, by: id, at: instant })), openedAt: orNull(instant), closedAt: orNull(instant),
    assignee: orNull(object({ id, alias: text(100), away: orNull(away) })), awaitsAnswerSince: orNull(instant), handoverReadAt: orNull(instant),
  }),
  wraps,
  objects: list(stored, 100_000),
  consents: list(
    object({ purpose: text(32), givenAt: instant, withdrawnAt: orNull(instant), how: oneOf("form", "spoken") }),
    1000,
  ),
  reminders: list(
    object({ id, staff: id, dueAt: instant, state: oneOf("open", "done", "dropped"), putOffs: count(100_000), settledAt: orNull(instant) }),
    10_000,
  ),
  documents: object({
    on: flag,
    asked: list(object({ objectId: id, askedAt: instant, endedAt: orNull(instant) }), 10_000),
    sent: list(
      object({ documentId: id, askedId: id, objectId: id, length: count(11_000_000), sentAt: instant, destroyedAt: orNull(instant), takenBack: flag }),
      10_000,
    ),
  }),
});

const cardsShape = object({ cards: list(object({ caseId: id, mode, wraps, card: orNull(stored) }), 100) });

/** A case as the server gives it to staff: what it claims, none of it believed before it is verified. */
export type CaseAnswer = ShapeOf<typeof caseShape>;

/** What opening one row of the queue needs; `card` is `null` where there is none, such as a draft that staff may read. */
export type CardAnswer = ShapeOf<typeof cardsShape>["cards"][number];

/** How a report came in. */
export type IntakeMode = ShapeOf<typeof mode>;

/** The server answered with something that is no answer. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** Reads what the server says of a case. Throws NoAnswer. */
export function readCase(value: unknown): CaseAnswer {
  if (!caseShape(value)) throw new NoAnswer();
  return value;
}

/** Reads what opens rows of the queue. Throws NoAnswer. */
export function readCards(value: unknown): readonly CardAnswer[] {
  if (!cardsShape(value)) throw new NoAnswer();
  return value.cards;
}
