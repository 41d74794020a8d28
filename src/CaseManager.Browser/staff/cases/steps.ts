import { NoAnswer } from "../../lib/casework/caseAnswer.ts";
import type { ShapeOf } from "../../lib/sealing/shape.ts";
import { count, flag, id, instant, list, object, orNull, text } from "../../lib/sealing/shape.ts";
import { call } from "../page/api.ts";

const body = object({ id: text(80), kind: text(40), name: text(500), channel: text(500), when: text(1000) });
const step = object({
  stepId: id, requestId: id, step: text(40), action: orNull(text(20)), round: count(10_000), repeat: count(10_000), openedAt: instant, lookFirst: flag,
  state: text(20), decidedBy: orNull(id), decidedAt: orNull(instant), reason: orNull(text(500)), reference: orNull(text(200)), noticeId: orNull(id),
  body: orNull(text(80)), follows: orNull(id), bodies: list(body, 100),
});
const shape = object({ steps: list(step, 10_000) });
const draft = object({ text: text(100_000) });

/** A step of a request: open, taken, skipped or overtaken. */
export type Step = ShapeOf<typeof step>;

/** The steps of a case. Throws ApiProblem, NoAnswer. */
export async function fetchSteps(caseId: string): Promise<readonly Step[]> {
  const answer = await call("GET", `/api/staff/cases/${caseId}/steps`);
  if (!shape(answer)) throw new NoAnswer();
  return answer.steps;
}

/** A text to hand in at a body. Throws ApiProblem, NoAnswer. */
export const fetchDraft = (stepId: string, bodyId: string, language: string): Promise<string> =>
  fetchText(`/api/staff/steps/${stepId}/draft?body=${encodeURIComponent(bodyId)}&language=${language}`);

/** A text that takes a notice back. Throws ApiProblem, NoAnswer. */
export const fetchRescission = (noticeId: string, language: string): Promise<string> =>
  fetchText(`/api/staff/notices/${noticeId}/rescission?language=${language}`);

async function fetchText(address: string): Promise<string> {
  const answer = await call("GET", address);
  if (!draft(answer)) throw new NoAnswer();
  return answer.text;
}
