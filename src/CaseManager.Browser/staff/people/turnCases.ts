import { audienceOf } from "../../lib/casework/audience.ts";
import { openKeys } from "../../lib/casework/openKeys.ts";
import type { CaseKeysAnswer, TurningAnswer } from "../../lib/casework/turning.ts";
import { readTurning } from "../../lib/casework/turning.ts";
import { wrapKeys } from "../../lib/casework/wrapKeys.ts";
import { DamagedFile, FrameRefusal } from "../../lib/sealing/index.ts";
import { ApiProblem, call } from "../page/api.ts";
import { pause } from "../page/pause.ts";
import { caseworkerOf } from "../session/caseworker.ts";
import type { Session } from "../session/session.ts";

/** How far the turning is. */
export interface TurningProgress {
  readonly done: number;
  readonly total: number;
  /** Cases this browser cannot open, or does not trust. */
  readonly closed: readonly string[];
  /** Whether somebody left, so that cases get new keys and not only new wraps. */
  readonly rekeys: boolean;
}

/** What is left to turn. @param own only restricted cases this person works on. */
export const fetchTurning = async (own: boolean, after: string | null = null, recovery = false): Promise<TurningAnswer> =>
  readTurning(await call("GET", `/api/staff/turning?own=${own}&recovery=${recovery}${after === null ? "" : `&after=${after}`}`));

/**
 * Wraps case after case for the team's newest key. Each is one post, so that it can stop anywhere and go on later, here
 * or in another officer's browser; a case that somebody else has just done is passed over.
 * @param recovery identity that opens what no team key here does, while two holders have it open.
 * @throws ApiProblem
 */
export async function turnCases(
  session: Session,
  own: boolean,
  show: (progress: TurningProgress) => void,
  recovery?: string,
): Promise<TurningProgress> {
  const withRecovery = recovery !== undefined;
  let answer = await fetchTurning(own, null, withRecovery);
  let progress: TurningProgress = { done: 0, total: answer.left, closed: [], rekeys: answer.cases.some(({ rekey }) => rekey) };
  if (answer.left > 0) show(progress);
  while (answer.cases.length > 0) {
    for (const one of answer.cases) {
      await pause();
      const turned = await turnOne(one, session, recovery);
      progress = {
        ...progress,
        done: progress.done + (turned ? 1 : 0),
        closed: turned ? progress.closed : [...progress.closed, one.caseId],
        rekeys: progress.rekeys || one.rekey,
      };
      show(progress);
    }
    answer = await fetchTurning(own, answer.cases.at(-1)!.caseId, withRecovery);
  }
  return progress;
}

/** Whether the case is turned now, by this browser or by another. */
async function turnOne(answer: CaseKeysAnswer, session: Session, recovery: string | undefined): Promise<boolean> {
  const me = { ...caseworkerOf(session), recovery };
  try {
    const open = await openKeys(answer, me);
    if (open === null) return false;
    const change = await wrapKeys(open, answer, audienceOf(answer, open.handovers), answer.rekey, me, pause);
    await call("PUT", `/api/staff/cases/${answer.caseId}/keys`, change);
    return true;
  } catch (problem) {
    if (problem instanceof FrameRefusal || problem instanceof DamagedFile) return false;
    if (problem instanceof ApiProblem && passedOver.has(problem.code)) return true;
    throw problem;
  }
}

/** A colleague was faster, or she deleted her case. */
const passedOver = new Set(["key-exists", "behind", "unknown-case"]);
