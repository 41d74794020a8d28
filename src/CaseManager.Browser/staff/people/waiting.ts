import { NoAnswer } from "../../lib/casework/caseAnswer.ts";
import { publicKeyLength } from "../../lib/sealing/keyPair.ts";
import type { ShapeOf } from "../../lib/sealing/shape.ts";
import { bytesText, id, instant, list, object, text } from "../../lib/sealing/shape.ts";
import { call } from "../page/api.ts";

const person = object({
  id, alias: text(100), roles: list(text(40), 10), signingKey: bytesText(32), recipientKey: bytesText(publicKeyLength), madeAt: instant,
});
const answerShape = object({ waiting: list(person, 10_000) });

/** Someone who made keys and is not in the roster yet. Nothing vouches for it but the six words compared by voice. */
export type WaitingPerson = ShapeOf<typeof person>;

/** Who waits to be admitted. */
export async function waitingPeople(): Promise<readonly WaitingPerson[]> {
  const answer = await call("GET", "/api/staff/waiting");
  if (!answerShape(answer)) throw new NoAnswer();
  return answer.waiting;
}
