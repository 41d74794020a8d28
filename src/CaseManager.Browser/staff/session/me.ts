import { NoAnswer } from "../../lib/casework/caseAnswer.ts";
import type { ShapeOf } from "../../lib/sealing/shape.ts";
import { bytesText, count, flag, id, list, object, oneOf, orNull, text } from "../../lib/sealing/shape.ts";
import { call } from "../page/api.ts";

const shape = object({
  id, alias: text(100), roles: list(text(40), 10), officer: flag, keys: oneOf("none", "waiting", "admitted", "revoked"),
  idleMinutes: count(60), rootKey: orNull(bytesText(32)), instance: orNull(id),
});

/** Who is signed in, as the server says. */
export type Me = ShapeOf<typeof shape>;

/** Asks the server who is signed in. */
export async function whoAmI(): Promise<Me> {
  const answer = await call("GET", "/api/staff/me");
  if (!shape(answer)) throw new NoAnswer();
  return answer;
}
