import { utf8 } from "./bytes.ts";
import type { Kind } from "./kinds.ts";
import { FrameRefusal } from "./refusal.ts";
import type { ShapeOf } from "./shape.ts";
import { bytesText, count, either, flag, id, instant, list, matching, object, oneOf, orNull, partial, text } from "./shape.ts";
import { valueOf } from "./signedDocument.ts";

const v = oneOf(1);
const short = text(500);
// Three bytes a unit at worst: a message then fits the 64 KiB the server takes, a story a report's 256 KiB.
const message = text(15_000);
const story = text(40_000);
const mail = text(60_000);
const address = text(4000);
const code = matching(/^[a-z0-9-]{1,60}$/);
const day = matching(/^\d{4}-\d{2}-\d{2}$/);
const language = matching(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);

/** What a document may be: a picture is always one that the page painted anew. */
export const mediaType = oneOf("application/pdf", "image/png", "image/jpeg");
/** The largest document, bytes: 10 MiB. */
export const maximumDocument = 10 * 1024 * 1024;
/** What a consent is for. */
export const purpose = oneOf(
  "send-links", "disclose-name", "expose-to-poster", "statistics", "partner-transfer", "notify-me",
);
const about = oneOf("me", "someone", "found");
const age = oneOf("adult", "minor", "unsure", "unsaid");
const danger = oneOf("none", "threat", "now", "unsaid");
const deadline = orNull(object({ date: short, why: short }));
const contact = orNull(
  object({
    channel: oneOf("here", "phone", "mail", "other"), address: short, hours: short, zone: short, voicemail: flag,
    word: short, never: text(2000),
  }),
);

const reportFields = {
  v, about, links: list(object({ typed: address, key: orNull(address), platform: orNull(code) }), 500),
  leftovers: message, story, where: short, since: short, age, danger, deadline, name: short, contact,
  consents: list(purpose, 6), language, zone: short, at: instant,
} as const;

const handoverAction = oneOf("restrict", "lift", "grant", "end");
const fact = matching(/^[a-z0-9_-]{1,40}$/);
const counted = { v, type: oneOf("counted"), id, month: matching(/^\d{4}-(0[1-9]|1[0-2])$/), platform: fact, at: instant } as const;
const answer = object({ v, noticeId: orNull(id), text: mail, receivedAt: instant, at: instant });

/** Every body that travels as JSON, by kind. A field that is missing, spare or of another shape is refused. */
const bodies = {
  report: object(reportFields),
  "assisted-report": object({
    ...reportFields, takenBy: short, source: oneOf("phone", "mail", "visit", "bystander", "plain-form"),
  }),
  draft: partial(reportFields, ["v", "at"]),
  "triage-card": object({
    v, about, age, danger, deadline, contact, linkCount: count(500), platforms: list(code, 100), language,
    opening: text(140),
  }),
  message: object({ v, text: message, at: instant }),
  note: object({ v, text: message, at: instant }),
  "staff-draft": object({ v, fields: list(object({ name: code, text: message }), 5), at: instant }),
  consent: object({ v, purpose, given: flag, how: oneOf("form", "spoken"), text: message, at: instant }),
  "release-copy": object({
    v, noticeId: id, route: code, recipient: short, previewHash: bytesText(32), text: mail,
    links: list(object({ key: address, url: address }), 500), at: instant,
  }),
  outcome: object({ v, outcome: matching(/^[a-z0-9_-]{1,60}$/), text: message, at: instant }),
  // Those from before notes were written have none.
  handover: either(
    object({ v, action: handoverAction, staff: list(id, 50), at: instant }),
    object({ v, action: handoverAction, staff: list(id, 50), note: text(5000), at: instant }),
  ),
  reminder: object({ v, text: text(2000), at: instant }),
  document: either(
    object({ v, type: oneOf("authority", "authority-withdrawn"), version: short, text: message, name: short, at: instant }),
    either(
      object({ v, type: oneOf("asked"), what: oneOf("authority", "police", "answer", "other"), text: message, at: instant }),
      object({
        v, type: oneOf("file"), askedId: id, documentId: id, hash: bytesText(32), seed: bytesText(32), mediaType,
        length: count(maximumDocument), name: short, description: text(2000), at: instant,
      }),
    ),
  ),
  // Written by staff: what went into the figures. By either: that it was taken out again, and whether the figures were drawn by then.
  "counting-id": either(
    either(
      object({ ...counted, side: oneOf("intake"), harmType: fact, country: matching(/^[A-Z]{2}$/), ageBand: fact }),
      object({ ...counted, side: oneOf("closure"), outcome: fact, removalTime: fact }),
    ),
    object({ v, type: oneOf("taken-back"), id, fixed: flag, at: instant }),
  ),
  authority: object({
    v, reference: matching(/^AU-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/), documentId: orNull(id), version: short, name: short, signedOn: day,
    expiresOn: day, text: message, at: instant,
  }),
  "staff-card": object({ v, keys: list(address, 500), at: instant }),
  answer,
  "shown-answer": answer,
} as const satisfies Partial<Record<Kind, unknown>>;

/** Kinds whose body is JSON. */
export type BodyKind = keyof typeof bodies;

/** Whether the body of a kind is JSON. */
export const hasBody = (kind: Kind): kind is BodyKind => Object.hasOwn(bodies, kind);

/** The body of a kind. */
export type Body<K extends BodyKind> = ShapeOf<(typeof bodies)[K]>;

/** Her signature or its withdrawal, what staff ask for, or a document of hers. */
export type Paper = Extract<Body<"document">, { readonly type: "authority" | "authority-withdrawn" }>;
export type AskedPaper = Extract<Body<"document">, { readonly type: "asked" }>;
export type SentPaper = Extract<Body<"document">, { readonly type: "file" }>;

/** What went into the figures about one end of a case, and that it was taken out again. */
export type CountedFacts = Extract<Body<"counting-id">, { readonly type: "counted" }>;
export type TakenBack = Extract<Body<"counting-id">, { readonly type: "taken-back" }>;

/** Whether a document is her signature, or its withdrawal. */
export const isPaper = (body: Body<"document">): body is Paper => body.type === "authority" || body.type === "authority-withdrawn";

/** The bytes of a body. Throws FrameRefusal when it is not one, so that nothing unreadable is ever sealed. */
export function encodeBody<K extends BodyKind>(kind: K, body: Body<K>): Uint8Array {
  if (!bodies[kind](body)) throw new FrameRefusal("body");
  return utf8(JSON.stringify(body));
}

/** Reads the body of a verified frame. Throws FrameRefusal unless it has exactly the kind's shape. */
export function parseBody<K extends BodyKind>(kind: K, bytes: Uint8Array): Body<K> {
  const value = valueOf(bytes);
  if (!bodies[kind](value)) throw new FrameRefusal("body");
  return value as Body<K>;
}
