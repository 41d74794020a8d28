import { audienceOf } from "../../lib/casework/audience.ts";
import type { Caseworker } from "../../lib/casework/caseworker.ts";
import { openKeys } from "../../lib/casework/openKeys.ts";
import type { CaseKeysAnswer } from "../../lib/casework/turning.ts";
import { readCaseKeys } from "../../lib/casework/turning.ts";
import type { CaseKeyChange } from "../../lib/casework/wrapKeys.ts";
import { wrapKeys } from "../../lib/casework/wrapKeys.ts";
import { ApiProblem, call } from "../page/api.ts";
import { pause } from "../page/pause.ts";

/**
 * Makes the wraps that are missing for whoever works on a case, and new keys where those are due. A colleague who was
 * faster has done it.
 * @param rekey new keys in any case, not only where the server says that they are due.
 * @returns `false` where one of the old keys is not for her: then somebody else has to do it.
 * @throws FrameRefusal, DamagedFile, ApiProblem
 */
export async function renewKeys(caseId: string, me: Caseworker, rekey: boolean): Promise<boolean> {
  const answer = await fetchKeys(caseId);
  const open = await openKeys(answer, me);
  if (open === null) return false;
  const change = await wrapKeys(open, answer, audienceOf(answer, open.handovers), rekey || answer.rekey, me, pause);
  if (change.keys.length > 0 || change.wraps.length > 0) await putKeys(caseId, change);
  return true;
}

/** What opens the keys of a case. */
export const fetchKeys = async (caseId: string): Promise<CaseKeysAnswer> => readCaseKeys(await call("GET", `/api/staff/cases/${caseId}/keys`));

async function putKeys(caseId: string, change: CaseKeyChange): Promise<void> {
  try {
    await call("PUT", `/api/staff/cases/${caseId}/keys`, change);
  } catch (problem) {
    if (!(problem instanceof ApiProblem && (problem.code === "key-exists" || problem.code === "behind"))) throw problem;
  }
}
