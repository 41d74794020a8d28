import { NoAnswer } from "../../lib/casework/caseAnswer.ts";
import type { ShapeOf } from "../../lib/sealing/shape.ts";
import { count, flag, id, instant, list, object, orNull, text } from "../../lib/sealing/shape.ts";
import { call } from "../page/api.ts";

const unsorted = object({
  messageId: id, standing: text(20), kind: text(20), class: text(40), receivedAt: instant, storedAt: instant, epoch: orNull(count(1_000_000)),
  file: orNull(text(1_000_000)), noticeId: orNull(id), caseId: orNull(id), reference: orNull(text(20)), recipientName: orNull(text(500)),
});
const unsortedList = object({ mails: list(unsorted, 100), more: flag });
const notice = object({
  noticeId: id, caseId: id, reference: text(20), code: orNull(text(20)), route: text(20), recipientName: text(500), state: text(40), sealedAt: instant,
});
const found = object({ notices: list(notice, 100) });

/** A mail that belongs to no notice yet, its words sealed to the team. */
export type UnsortedMail = ShapeOf<typeof unsorted>;
export type FoundNotice = ShapeOf<typeof notice>;

/** The mail somebody has to sort, oldest first. Throws ApiProblem, NoAnswer. */
export async function fetchUnsorted(last: UnsortedMail | null): Promise<ShapeOf<typeof unsortedList>> {
  const after = last === null ? "" : `?afterAt=${encodeURIComponent(last.storedAt)}&afterId=${last.messageId}`;
  const answer = await call("GET", `/api/staff/mail${after}`);
  if (!unsortedList(answer)) throw new NoAnswer();
  return answer;
}

/** Notices by their code for people or by their case's reference. Throws ApiProblem, NoAnswer. */
export async function findNotices(reference: string): Promise<readonly FoundNotice[]> {
  const answer = await call("GET", `/api/staff/notices?reference=${encodeURIComponent(reference)}`);
  if (!found(answer)) throw new NoAnswer();
  return answer.notices;
}
