import { NoAnswer } from "../../lib/casework/caseAnswer.ts";
import { bytesText, count, flag, id, instant, list, object, orNull, text } from "../../lib/sealing/shape.ts";
import type { ShapeOf } from "../../lib/sealing/shape.ts";
import { call } from "../page/api.ts";

const looks = object({
  at: orNull(instant), verdict: orNull(text(40)), rule: orNull(text(80)), nextAt: orNull(instant), misses: count(100_000), needsEyes: flag, answersAgain: flag, changedHands: flag,
});
const venue = object({
  venueId: id, kind: text(20), url: orNull(text(20_000)), successors: list(object({ venueId: id, url: orNull(text(20_000)) }), 1000),
});
const shared = object({ kind: text(20), url: orNull(text(20_000)), route: text(20), platform: text(500), label: text(40), leftAt: orNull(instant) });
const request = object({
  requestId: id, url: orNull(text(20_000)), recipient: text(80), recipientName: text(500), regime: text(64), state: text(40), target: text(40),
  missedBy: orNull(id), createdAt: instant, clockStartedAt: orNull(instant), dueAt: orNull(instant), dueReason: orNull(text(40)),
  answer: orNull(text(40)), answeredAt: orNull(instant), outcome: orNull(text(40)), closedAt: orNull(instant), looks, venue: orNull(venue),
});
const field = object({ id: text(80), label: text(1000), value: text(100_000), byHand: flag });
const form = object({ address: text(4000), fields: list(field, 100) });
const notice = object({
  noticeId: id, route: text(20), recipient: text(80), recipientName: text(500), state: text(40), reason: orNull(text(40)),
  previewHash: bytesText(32), releaseCopyObjectId: id, sealedBy: id, sealedAt: instant, approvedBy: orNull(id), leftAt: orNull(instant),
  nextTryAt: orNull(instant), attempts: count(100_000), possibleDuplicate: flag, submittedBy: orNull(id), reference: orNull(text(500)),
  form: orNull(form), requestIds: list(id, 1000), follows: orNull(id),
});
const mail = object({
  messageId: id, noticeId: id, objectId: id, kind: text(20), class: text(40), rule: text(80), decidedClass: orNull(text(40)), match: text(40), verified: flag,
  needsPerson: flag, receivedAt: instant,
});
const storyLine = object({
  at: instant, code: text(40), by: orNull(text(200)), recipient: orNull(text(500)), detail: orNull(text(96)), dueAt: orNull(instant), links: count(100_000),
  urls: list(text(20_000), 100_000),
});
const shape = object({
  requests: list(request, 10_000), notices: list(notice, 10_000), mails: list(mail, 10_000), story: list(storyLine, 100_000), shared: list(shared, 10_000),
  fileOf: orNull(id),
});

/** What runs for a case: one request a link and recipient, one notice a route. */
export type CaseTakedowns = ShapeOf<typeof shape>;
export type TakedownRequest = CaseTakedowns["requests"][number];
export type FormField = ShapeOf<typeof field>;
/** A mail that came in; its words are the sealed answer of that id. */
export type Mail = CaseTakedowns["mails"][number];
export type Notice = CaseTakedowns["notices"][number];
export type StoryLine = CaseTakedowns["story"][number];
/** A notice about a whole channel, group or site that a link of the case belongs to. */
export type SharedNotice = CaseTakedowns["shared"][number];

/** Asks the server what runs for a case. Throws ApiProblem, NoAnswer. */
export async function fetchTakedowns(caseId: string): Promise<CaseTakedowns> {
  const answer = await call("GET", `/api/staff/cases/${caseId}/takedowns`);
  if (!shape(answer)) throw new NoAnswer();
  return answer;
}

/** Notices that have not left and can still be stopped. */
export const isUnsent = ({ state }: Notice): boolean => ["sealed", "queued", "deferred", "awaiting-operator"].includes(state);

/** Notices that ended without having been delivered. */
export const hasFailed = ({ state }: Notice): boolean =>
  ["bounced", "dead-letter", "cancelled", "superseded", "abandoned"].includes(state);
