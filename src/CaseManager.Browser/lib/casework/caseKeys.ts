import { sha256 } from "@noble/hashes/sha2.js";
import { currentEpoch } from "../roster/index.ts";
import type { Author, CaseKeyName, ChainEnd, FrameHeader, KeyPair, StoredObject, VerifyKeys } from "../sealing/index.ts";
import {
  announcementBody, authorOf, base64url, FrameRefusal, fromBase64url, fromHex, keyPairOf, nextPlace, noHash, openFrame, parseBody, randomBytes, readAnnouncement,
  receivedObject, recipientOf, sealFrame, sealWrap, storedObject,
} from "../sealing/index.ts";
import type { Caseworker } from "./caseworker.ts";
import { instanceOf, verifyKeysOf } from "./caseworker.ts";
import type { Audience, Handover } from "./audience.ts";
import type { KnownKey } from "./followKeys.ts";
import { followKeys, samePlace } from "./followKeys.ts";
import { openKey } from "./openKey.ts";
import { tagsOf } from "./tags.ts";
import type { CaseKeysAnswer } from "./turning.ts";

/** Every key of a case, opened, and what was signed about who works on it. */
export interface OpenKeys {
  readonly caseId: Uint8Array;
  readonly keys: readonly KnownKey[];
  readonly handovers: readonly Handover[];
  /** Canonical keys of the links that were tagged last; empty where none were, or nobody wrote them down. */
  readonly tagged: readonly string[];
}

/** What is posted to change the keys of a case. */
export interface CaseKeyChange {
  readonly epoch: number;
  readonly keys: readonly { readonly keyPair: CaseKeyName; readonly generation: number; readonly publicKey: string; readonly announcement: StoredObject }[];
  readonly wraps: readonly StoredObject[];
  /** Tags of its links under that epoch's index key. */
  readonly tags: readonly string[];
}

/**
 * Opens every key of a case.
 * @returns `null` where one of them is not for this person: then nothing of the case can be wrapped anew by her.
 * @throws DamagedFile, FrameRefusal
 */
export async function openKeys(answer: CaseKeysAnswer, me: Caseworker): Promise<OpenKeys | null> {
  const caseId = fromHex(answer.caseId);
  const claimed: VerifyKeys = { ...verifyKeysOf(me), serverAssisted: answer.mode === "server-assisted" };
  const first = await openKey(answer.wraps, { keyPair: "C", generation: 0 }, caseId, me, claimed);
  if (first === null) return null;
  const verify: VerifyKeys = { ...claimed, survivorMac: first.survivorMac, serverAssisted: first.addedBySystem };
  const announcements = answer.announcements.map((stored) => receivedObject(stored, instanceOf(me), caseId));
  const stated = answer.handovers.map((stored) => receivedObject(stored, instanceOf(me), caseId));
  const card = answer.card === null ? null : receivedObject(answer.card, instanceOf(me), caseId);
  let tagged: readonly string[] = [];
  const handovers: Handover[] = [];
  const { known, missing } = await followKeys(
    first,
    async (key) => {
      for (const { place, file } of stated.filter((one) => samePlace(one.place, key))) {
        const frame = await openFrame(file, key.key.identity, place, verify);
        if (frame === null || place.kind !== "handover") throw new FrameRefusal("kind");
        handovers.push({ author: place.author, sequence: place.sequence, heads: frame.header.heads, body: parseBody("handover", frame.body) });
      }
      if (card !== null && samePlace(card.place, key)) {
        const frame = await openFrame(card.file, key.key.identity, card.place, verify);
        if (frame === null || card.place.kind !== "staff-card") throw new FrameRefusal("kind");
        tagged = parseBody("staff-card", frame.body).keys;
      }
      const announced = [];
      for (const { place, file } of announcements.filter((one) => samePlace(one.place, key))) {
        const frame = await openFrame(file, key.key.identity, place, verify);
        if (frame === null) throw new FrameRefusal("not-announced");
        announced.push({ ...readAnnouncement(frame), by: place.author });
      }
      return announced;
    },
    (announcement) => openKey(answer.wraps, announcement, caseId, me, verify, announcement),
  );
  // Wraps of a key that nobody announced would be left behind.
  const unknown = answer.wrapped.some((wrap) => !known.some((key) => samePlace(key, wrap)));
  return missing.length > 0 || unknown ? null : { caseId, keys: known, handovers, tagged };
}

/**
 * Wraps the keys of a case for an audience, and makes new ones where somebody knows the old who must not read on.
 * Whoever gets a wrap stands in the roster: a recipient that only the server names is refused.
 * @param wrapped what the server says is there already; only the rest is made.
 * @throws FrameRefusal `audience` where somebody of the audience is not in the roster.
 */
export async function wrapKeys(
  { caseId, keys, tagged }: Pick<OpenKeys, "caseId" | "keys" | "tagged">,
  answer: Pick<CaseKeysAnswer, "wrapped" | "ends">,
  audience: Audience,
  rekey: boolean,
  me: Caseworker,
  pause: () => Promise<void> = async () => {},
): Promise<CaseKeyChange> {
  const epoch = currentEpoch(me.roster);
  if (epoch === null) throw new RangeError("no case before the first epoch");
  const first = keys[0]!;
  const fresh: NewKey[] = [];
  if (rekey) {
    let ends: readonly ChainEnd[] = endsOf(answer);
    for (const newest of newestOf(keys)) {
      await pause();
      const made = await nextKey(newest, caseId, ends, me);
      ends = made.ends;
      fresh.push(made);
    }
  }
  const wraps: StoredObject[] = [];
  for (const key of [...keys, ...fresh]) {
    const receipt = audience.receipt && key.keyPair === "C" ? first.receiptPublicKey : null;
    for (const [name, recipient] of recipientsOf(audience, epoch, receipt, me)) {
      if (answer.wrapped.some((wrap) => samePlace(wrap, key) && wrap.recipient === name)) continue;
      await pause();
      wraps.push(await wrapFor(name, recipient, key, first, caseId, me));
    }
  }
  return { epoch: epoch.number, keys: fresh.map(({ posted }) => posted), wraps, tags: tagsUnder(epoch.number, tagged, me) };
}

/**
 * Wraps the keys of a case for another receipt, or for none: every wrap of `C` names her receipt's key, so all are made
 * anew, and what is written from now on has new keys.
 */
export function wrapForReceipt(
  { caseId, keys, tagged }: OpenKeys,
  { wrapped, ends }: Pick<CaseKeysAnswer, "wrapped" | "ends">,
  audience: Omit<Audience, "receipt">,
  receiptPublicKey: Uint8Array | null,
  me: Caseworker,
  pause: () => Promise<void> = async () => {},
): Promise<CaseKeyChange> {
  const renamed = keys.map((key) => ({ ...key, receiptPublicKey: key.keyPair === "C" ? receiptPublicKey : null }));
  const kept = wrapped.filter(({ keyPair }) => keyPair !== "C");
  return wrapKeys({ caseId, keys: renamed, tagged }, { wrapped: kept, ends }, { ...audience, receipt: receiptPublicKey !== null }, true, me, pause);
}

/** Where this person has no key of that epoch, whoever opens the case next tags it again. */
function tagsUnder(epoch: number, keys: readonly string[], me: Caseworker): string[] {
  const key = me.epochs.get(epoch);
  return key === undefined ? [] : [...tagsOf(keys, key).keys()];
}

interface NewKey {
  readonly keyPair: CaseKeyName;
  readonly generation: number;
  readonly key: KeyPair;
  readonly posted: CaseKeyChange["keys"][number];
  readonly ends: readonly ChainEnd[];
}

const newestOf = (keys: readonly KnownKey[]): KnownKey[] =>
  (["C", "N"] as const).flatMap((pair) => keys.filter(({ keyPair }) => keyPair === pair).sort((a, b) => a.generation - b.generation).at(-1) ?? []);

/** Makes the next generation of a key pair, and announces it under the newest. */
async function nextKey(newest: KnownKey, caseId: Uint8Array, ends: readonly ChainEnd[], me: Caseworker): Promise<NewKey> {
  const { keyPair } = newest;
  const generation = newest.generation + 1;
  const key = await keyPairOf();
  const author = `staff:${me.staffId}` as const;
  const header: FrameHeader = {
    instanceId: instanceOf(me), caseId, keyPair, generation: newest.generation, objectId: randomBytes(16), kind: "announcement", author,
    ...nextPlace(ends, author, keyPair), schemaHash: noHash(),
  };
  const body = announcementBody({ keyPair, generation, publicKey: key.publicKey });
  const file = await sealFrame(header, body, { signingSeed: me.keys.signingSeed }, [newest.key.recipient]);
  const end: ChainEnd = { author, keyPair, sequence: header.sequence, hash: sha256(file) };
  return {
    keyPair, generation, key,
    posted: { keyPair, generation, publicKey: base64url(key.publicKey), announcement: storedObject(header, file) },
    ends: [...ends.filter((other) => other.author !== author || other.keyPair !== keyPair), end],
  };
}

function recipientsOf(
  audience: Audience,
  epoch: { readonly number: number; readonly publicKey: Uint8Array },
  receipt: Uint8Array | null,
  me: Caseworker,
): (readonly [string, string])[] {
  return [
    ["recovery", recipientOf(me.roster.recoveryKey)],
    ...(audience.team ? [[`epoch:${epoch.number}`, recipientOf(epoch.publicKey)] as const] : []),
    ...audience.staff.map((staff) => [`staff:${staff}`, recipientOf(rosteredKey(staff, me))] as const),
    ...(receipt === null ? [] : [["receipt", recipientOf(receipt)] as const]),
  ];
}

function rosteredKey(staff: string, me: Caseworker): Uint8Array {
  const member = me.roster.members.get(staff);
  if (member === undefined || member.revokedAt !== null) throw new FrameRefusal("audience");
  return member.publicKey;
}

async function wrapFor(
  name: string,
  recipient: string,
  { keyPair, generation, key }: Pick<KnownKey, "keyPair" | "generation" | "key">,
  first: KnownKey,
  caseId: Uint8Array,
  me: Caseworker,
): Promise<StoredObject> {
  const place = { instanceId: instanceOf(me), caseId, keyPair, generation, objectId: randomBytes(16), author: `staff:${me.staffId}` as const };
  const hers = keyPair === "C" ? first.receiptPublicKey : null;
  const madeByServer = first.addedBySystem && keyPair === "C" && generation === 0;
  const file = await sealWrap(place, key.seed, hers, { signingSeed: me.keys.signingSeed }, recipient, madeByServer);
  return storedObject({ ...place, kind: "wrap", sequence: 0, previous: noHash() }, file, name);
}

/** Ends as the server says them: a wrong one shows as a missing frame to whoever reads the case next. */
const endsOf = ({ ends }: Pick<CaseKeysAnswer, "ends">): ChainEnd[] =>
  ends.map(({ author, keyPair, sequence, hash }) => ({ author: knownAuthor(author), keyPair, sequence, hash: fromBase64url(hash)! }));

function knownAuthor(text: string): Author {
  const author = authorOf(text);
  if (author === null) throw new FrameRefusal("author");
  return author;
}

/** The ends of the chains with what was sealed just now behind them. */
export function withLast<E extends { readonly author: string; readonly keyPair: string; readonly sequence: number; readonly hash: string }>(
  ends: readonly E[],
  sealed: readonly StoredObject[],
): E[] {
  return sealed.reduce<E[]>((before, { author, keyPair, sequence, file }) => {
    const end = { author, keyPair, sequence, hash: base64url(sha256(fromBase64url(file)!)) } as E;
    return [...before.filter((other) => other.author !== author || other.keyPair !== keyPair), end];
  }, [...ends]);
}
