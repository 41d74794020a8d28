import type { ShapeOf } from "../sealing/shape.ts";
import { base64urlText, bytesText, count, flag, id, instant, list, object, oneOf, orNull, text } from "../sealing/shape.ts";
import { NoAnswer } from "./caseAnswer.ts";

const keyPair = oneOf("C", "N");
const place = {
  objectId: id, keyPair, generation: count(1_000_000), kind: text(32), author: text(38), sequence: count(1_000_000_000),
  previous: base64urlText(43), file: base64urlText(400_000), hash: base64urlText(43), receivedAt: instant,
} as const;
const turningCase = object({
  caseId: id, mode: oneOf("sealed", "server-assisted", "staff-assisted"), rekey: flag, restricted: flag, hasReceipt: flag, staff: list(id, 50),
  wraps: list(object({ ...place, recipient: text(38) }), 1000),
  wrapped: list(object({ keyPair, generation: count(1_000_000), recipient: text(38) }), 10_000),
  announcements: list(object(place), 1000),
  handovers: list(object(place), 1000),
  card: orNull(object(place)),
  ends: list(object({ author: text(38), keyPair, sequence: count(1_000_000_000), hash: bytesText(32) }), 1000),
});
const turningShape = object({ epoch: orNull(count(100_000)), openers: list(id, 10_000), withoutKey: list(id, 10_000), left: count(1_000_000_000), cases: list(turningCase, 50) });

/** What opens the keys of one case, and for whom the server says they are wrapped and should be; nothing of it is believed. */
export type CaseKeysAnswer = ShapeOf<typeof turningCase>;

/** What is left until every case is wrapped for the newest epoch. */
export type TurningAnswer = ShapeOf<typeof turningShape>;

/** Reads what is left to turn. Throws NoAnswer. */
export function readTurning(value: unknown): TurningAnswer {
  if (!turningShape(value)) throw new NoAnswer();
  return value;
}

/** Reads what opens the keys of one case. Throws NoAnswer. */
export function readCaseKeys(value: unknown): CaseKeysAnswer {
  if (!turningCase(value)) throw new NoAnswer();
  return value;
}
