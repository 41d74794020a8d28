import { NoAnswer } from "../../lib/casework/caseAnswer.ts";
import { openEpochKey } from "../../lib/roster/index.ts";
import type { Roster } from "../../lib/roster/index.ts";
import { fromBase64url } from "../../lib/sealing/bytes.ts";
import type { KeyPair } from "../../lib/sealing/keyPair.ts";
import { count, list, object, text } from "../../lib/sealing/shape.ts";
import type { StaffKeys } from "../../lib/sealing/staffKeys.ts";
import { call } from "../page/api.ts";

const answerShape = object({ wraps: list(object({ epoch: count(100_000), file: text(20_000) }), 100_000) });

/** The team keys this person can open, by epoch; empty until an officer has made her a wrap. */
export async function epochKeys(user: string, keys: StaffKeys, roster: Roster): Promise<ReadonlyMap<number, KeyPair>> {
  const answer = await call("GET", "/api/staff/epoch-wraps");
  if (!answerShape(answer)) throw new NoAnswer();
  const opened = new Map<number, KeyPair>();
  for (const { epoch, file } of answer.wraps) {
    const bytes = fromBase64url(file);
    const key = bytes === null ? null : await openEpochKey(bytes, keys.sealing.identity, { epoch, user }, roster);
    if (key !== null) opened.set(epoch, key);
  }
  return opened;
}
