import type { ShapeOf } from "../sealing/shape.ts";
import { base64urlText, bytesText, count, flag, id, instant, list, object, oneOf, orNull, text } from "../sealing/shape.ts";
import { ProofRefusal } from "./refusal.ts";

const code = text(80);
const name = text(500);

const request = object({
  requestId: id, targetId: id, url: orNull(text(20_000)), platform: orNull(code), recipient: code, recipientName: name, regime: code, state: code, target: orNull(code),
  createdAt: instant, clockStartedAt: orNull(instant), dueAt: orNull(instant), dueReason: orNull(code), answer: orNull(code), answeredAt: orNull(instant),
  outcome: orNull(code), closedAt: orNull(instant),
});
const attempt = object({
  number: count(100_000), startedAt: instant, endedAt: orNull(instant), result: orNull(code), smtpStatus: count(999), smtpDetail: orNull(text(80)),
});
const notice = object({
  noticeId: id, route: code, recipient: code, recipientName: name, template: code, regimeVersion: count(1_000_000), state: code, reason: orNull(code),
  sealedAt: instant, leftAt: orNull(instant), messageId: orNull(text(200)), code: orNull(text(12)), previewHash: bytesText(32), payloadHash: bytesText(32),
  payload: orNull(base64urlText(4_000_000)), possibleDuplicate: flag, follows: orNull(id), reference: orNull(text(500)), releaseCopyObjectId: id,
  requestIds: list(id, 1000), namesOthers: flag, attempts: list(attempt, 10_000),
});
const answer = object({
  objectId: id, noticeId: orNull(id), requestId: orNull(id), kind: code, class: code, rule: orNull(code), byPerson: flag, verified: flag, receivedAt: instant,
  mailHash: orNull(bytesText(32)),
});
const observation = object({
  observationId: id, targetId: id, at: instant, verdict: code, rule: code, parserVersion: count(1_000_000), controlOk: flag, status: orNull(count(999)),
  length: orNull(count(2 ** 31)), bodyHash: orNull(bytesText(32)),
});
const step = object({
  stepId: id, requestId: id, rung: code, round: count(1000), repeat: count(1000), openedAt: instant, takenAt: orNull(instant), noticeId: orNull(id),
  body: orNull(code), reference: orNull(text(500)),
});
const event = object({ at: instant, type: code, actor: code, data: text(100_000) });
const link = object({ sequence: count(2 ** 31), hash: bytesText(32), event: orNull(event) });
const head = object({
  document: base64urlText(4000), sequence: count(2 ** 31), hash: bytesText(32), signatures: list(object({ staffId: id, signature: bytesText(64) }), 1000),
});
const shape = object({
  instance: id, caseId: id, packId: id, recipient: oneOf("police", "regulator", "court", "lawyer", "platform", "herself"), madeAt: instant, organisation: name,
  agreedAt: instant, isWhole: flag,
  takedowns: object({
    requests: list(request, 10_000), notices: list(notice, 10_000), answers: list(answer, 10_000), observations: list(observation, 100_000),
    steps: list(step, 10_000),
  }),
  chain: object({ links: list(link, 1_000_000), head: orNull(head) }),
});

/** What the server knows for a pack: nothing of it is believed before it is checked. */
export type ProofExtract = ShapeOf<typeof shape>;
export type ProofChain = ProofExtract["chain"];
export type ExtractedNotice = ProofExtract["takedowns"]["notices"][number];

/** Whom a pack is for. */
export type ProofRecipient = ProofExtract["recipient"];

/** Reads what the server gave. @throws ProofRefusal */
export function readExtract(value: unknown): ProofExtract {
  if (!shape(value)) throw new ProofRefusal("shape");
  return value;
}
