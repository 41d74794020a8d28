import type { Shape } from "../sealing/shape.ts";
import { base64urlText, count, flag, id, instant, list, object, oneOf, orNull, partial, text } from "../sealing/shape.ts";
import type { CaseAnswer } from "./openCase.ts";

const moment = orNull(instant);
const stored = partial(
  {
    objectId: id, keyPair: text(1), generation: count(1_000_000), kind: text(32), author: text(38), sequence: count(1_000_000_000),
    previous: base64urlText(43), file: base64urlText(400_000), hash: base64urlText(43), receivedAt: instant, recipient: text(38),
  },
  ["objectId", "keyPair", "generation", "kind", "author", "sequence", "previous", "file"],
);
const ledgerRow = partial(
  {
    noticeId: id, route: text(20), recipient: text(80), platform: text(500), label: text(80), releasedAt: instant, leftAt: moment, dueAt: moment,
    dueReason: orNull(text(80)), previewHash: text(64), releaseCopyObjectId: orNull(id), follows: orNull(id),
  },
  ["noticeId", "route", "recipient", "platform", "label", "releasedAt"],
);
const storyLine = object({
  at: instant, code: text(40), by: orNull(text(40)), recipient: orNull(text(500)), detail: orNull(text(96)), dueAt: moment, links: count(100_000),
  urls: list(text(20_000), 100_000),
});
const sharedRow = partial(
  { kind: text(20), url: orNull(text(20_000)), route: text(20), platform: text(500), label: text(80), leftAt: moment },
  ["kind", "route", "platform", "label"],
);
const documents = object({
  on: flag,
  asked: list(object({ objectId: id, askedAt: instant, endedAt: moment }), 10_000),
  sent: list(
    object({ documentId: id, askedId: id, objectId: id, length: count(11_000_000), sentAt: instant, destroyedAt: moment, takenBack: flag }),
    10_000,
  ),
});
const shape = partial(
  {
    case: partial(
      {
        id, publicKey: base64urlText(2000), mode: text(20), language: text(16), stage: oneOf("draft", "received", "read", "working", "closed"),
        receivedAt: moment, held: flag, takenUpAt: moment, closedAt: moment, destroyedAt: moment, staffMayReadFrom: moment,
      },
      ["id", "publicKey", "mode", "language", "stage"],
    ),
    wraps: list(stored, 1000),
    objects: list(stored, 100_000),
    consents: list(partial({ purpose: text(32), givenAt: instant, withdrawnAt: moment, how: text(20) }, ["purpose", "givenAt", "how"]), 1000),
    ledger: list(ledgerRow, 100_000),
    story: list(storyLine, 100_000),
    proofPacks: list(object({ at: instant, recipient: text(40) }), 100_000),
    shared: list(sharedRow, 10_000),
    documents,
  },
  ["case", "wraps", "objects", "consents"],
) as Shape<unknown>;

/** Whether the server's answer to her receipt is one at all; nothing of it is believed. */
export const isCaseAnswer = (value: unknown): value is CaseAnswer => shape(value);
