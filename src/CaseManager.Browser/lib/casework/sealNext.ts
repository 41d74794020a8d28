import { sha256 } from "@noble/hashes/sha2.js";
import type { Body, BodyKind, CaseKeyName, ChainEnd, FrameHeader, Kind, StoredObject } from "../sealing/index.ts";
import { encodeBody, FrameRefusal, nextPlace, noHash, randomBytes, sealFrame, staffIdOf, storedObject } from "../sealing/index.ts";
import type { Caseworker } from "./caseworker.ts";
import { instanceOf } from "./caseworker.ts";
import type { CaseKey, OpenCase } from "./openCase.ts";

/** What is written next, still readable. */
export interface NextObject {
  readonly keyPair: CaseKeyName;
  readonly kind: Kind;
  readonly body: Uint8Array;
  /** 16 bytes; chosen ahead where something else has to name it. */
  readonly objectId?: Uint8Array;
}

/** What staff write with a JSON body, and the key pair each kind belongs under. */
const placed = {
  message: "C", consent: "C", "release-copy": "C", "shown-answer": "C", document: "C", "counting-id": "C",
  note: "N", "staff-draft": "N", outcome: "N", answer: "N", handover: "N", "staff-card": "N", authority: "N", reminder: "N",
} as const satisfies Partial<Record<BodyKind, CaseKeyName>>;

/** A body of staff under the key pair of its kind: what she may not read cannot be put where she reads. */
export const nextObject = <K extends keyof typeof placed>(kind: K, body: Body<K>, objectId?: Uint8Array): NextObject => ({
  keyPair: placed[kind], kind, body: encodeBody(kind, body), ...(objectId === undefined ? {} : { objectId }),
});

/**
 * Seals objects as the next ones of this person's chains, in order.
 * @throws FrameRefusal `key-pair` where the case has no notes key for her; `revoked-signer` where the newest key is one
 * that somebody made who has left.
 */
export async function sealNext(open: OpenCase, me: Caseworker, objects: readonly NextObject[]): Promise<StoredObject[]> {
  const author = `staff:${me.staffId}` as const;
  const stored: StoredObject[] = [];
  let ends = open.ends;
  for (const { keyPair, kind, body, objectId } of objects) {
    const { generation, key } = keyOf(open, keyPair, me);
    const header: FrameHeader = {
      instanceId: instanceOf(me), caseId: open.caseId, keyPair, generation, objectId: objectId ?? randomBytes(16), kind, author,
      ...nextPlace(ends, author, keyPair), schemaHash: noHash(),
    };
    const file = await sealFrame(header, body, { signingSeed: me.keys.signingSeed }, [key.recipient]);
    const end: ChainEnd = { author, keyPair, sequence: header.sequence, hash: sha256(file) };
    ends = [...ends.filter((other) => other.author !== author || other.keyPair !== keyPair), end];
    stored.push(storedObject(header, file));
  }
  return stored;
}

function keyOf(open: OpenCase, keyPair: CaseKeyName, me: Caseworker): CaseKey {
  const key = keyPair === "C" ? open.c : open.n;
  if (key === null) throw new FrameRefusal("key-pair");
  requireStanding(key, me);
  return key;
}

/**
 * A signature tells no time: with the server's help somebody who left could announce a key after leaving. Nothing new is
 * sealed to such a key; the next one is made first.
 */
export const isStanding = ({ announcedBy }: CaseKey, { roster }: Caseworker): boolean =>
  announcedBy === null || roster.members.get(staffIdOf(announcedBy) ?? "")?.revokedAt === null;

function requireStanding(key: CaseKey, me: Caseworker): void {
  if (!isStanding(key, me)) throw new FrameRefusal("revoked-signer");
}
