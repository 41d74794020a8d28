import { base64url, concat } from "../sealing/bytes.ts";
import { labelledHash } from "../sealing/labels.ts";
import { publicKeyLength } from "../sealing/keyPair.ts";
import type { Shape, ShapeOf } from "../sealing/shape.ts";
import { bytesText, count, flag, id, instant, object, oneOf, orNull, text } from "../sealing/shape.ts";
import type { SignedDocument } from "../sealing/signedDocument.ts";
import { signDocument, valueOf } from "../sealing/signedDocument.ts";
import { certificateShape } from "./officerCertificate.ts";

const common = {
  v: oneOf(1), instance: id, seq: count(1_000_000), previous: bytesText(32), at: instant, by: bytesText(32),
} as const;

const genesis = object({
  ...common, type: oneOf("genesis"), salt: bytesText(16), rootKey: bytesText(32), recoveryKey: bytesText(publicKeyLength),
});
const member = object({
  ...common, type: oneOf("member"), user: id, alias: text(100), signingKey: bytesText(32),
  publicKey: bytesText(publicKeyLength), officer: flag, officerCertificate: orNull(certificateShape),
});
const epoch = object({
  ...common, type: oneOf("epoch"), number: count(100_000), publicKey: bytesText(publicKeyLength), from: instant,
});
const revoked = object({ ...common, type: oneOf("revoked"), user: id });
const recovery = object({ ...common, type: oneOf("recovery"), files: bytesText(32) });

/** One entry of the roster. Ids are 32 hex digits, other bytes base64url. */
export type Entry =
  | ShapeOf<typeof genesis> | ShapeOf<typeof member> | ShapeOf<typeof epoch> | ShapeOf<typeof revoked> | ShapeOf<typeof recovery>;

/** What is new in an entry: everything but the fields that its place and its signer decide. */
export type EntryContent = Without<Entry, "v" | "instance" | "seq" | "previous" | "by">;

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** The end of a log: place and hash of the last entry, places counted from 0. */
export interface RosterHead {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** Before the first entry. */
export const noHead: RosterHead = { seq: -1, hash: new Uint8Array(32) };

const shapes: readonly Shape<Entry>[] = [genesis, member, epoch, revoked, recovery] as readonly Shape<unknown>[] as readonly Shape<Entry>[];

/** Reads an entry; `null` unless it has exactly one of the shapes. */
export function readEntry(document: SignedDocument): Entry | null {
  const value = valueOf(document.bytes);
  return shapes.some((shape) => shape(value)) ? (value as Entry) : null;
}

/** Writes and signs the entry that follows a head. */
export function signEntry(
  content: EntryContent,
  instance: string,
  after: RosterHead,
  signer: { readonly signingKey: Uint8Array; readonly signingSeed: Uint8Array },
): SignedDocument {
  const place = { v: 1, instance, seq: after.seq + 1, previous: base64url(after.hash), by: base64url(signer.signingKey) };
  return signDocument("casemanager/1 roster", { ...place, ...content }, signer.signingSeed);
}

/** The hash that the next entry names: over the entry's bytes and its signature. */
export const entryHash = (document: SignedDocument): Uint8Array =>
  labelledHash("casemanager/1 roster hash", concat(document.bytes, document.signature));

/** The head after an entry. */
export const headAfter = (before: RosterHead, document: SignedDocument): RosterHead => ({
  seq: before.seq + 1,
  hash: entryHash(document),
});
