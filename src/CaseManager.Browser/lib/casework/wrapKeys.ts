import { keyOfToday } from "../links/index.ts";
import { currentEpoch } from "../roster/index.ts";
import type { ChainEnd, StoredObject } from "../sealing/index.ts";
import { FrameRefusal, noHash, randomBytes, recipientOf, sealWrap, storedObject } from "../sealing/index.ts";
import type { Audience } from "./audience.ts";
import type { Caseworker } from "./caseworker.ts";
import { instanceOf } from "./caseworker.ts";
import { endsOf } from "./chainEnds.ts";
import type { KnownKey } from "./followKeys.ts";
import { samePlace } from "./followKeys.ts";
import type { NewKey, PostedKey } from "./nextKey.ts";
import { newestOf, nextKey } from "./nextKey.ts";
import type { OpenKeys } from "./openKeys.ts";
import { tagsOf } from "./tags.ts";
import type { CaseKeysAnswer } from "./turning.ts";

/** What is posted to change the keys of a case. */
export interface CaseKeyChange {
  readonly epoch: number;
  readonly keys: readonly PostedKey[];
  readonly wraps: readonly StoredObject[];
  /** Tags of its links under that epoch's index key. */
  readonly tags: readonly string[];
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

/** What was written down may be older than the table of links. Where this person has no key of that epoch, whoever opens the case next tags it again. */
function tagsUnder(epoch: number, keys: readonly string[], me: Caseworker): string[] {
  const key = me.epochs.get(epoch);
  return key === undefined ? [] : [...tagsOf(keys.map(keyOfToday), key).keys()];
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
