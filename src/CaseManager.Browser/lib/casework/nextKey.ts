import { sha256 } from "@noble/hashes/sha2.js";
import type { CaseKeyName, ChainEnd, FrameHeader, KeyPair, StoredObject } from "../sealing/index.ts";
import { announcementBody, base64url, keyPairOf, nextPlace, noHash, randomBytes, sealFrame, storedObject } from "../sealing/index.ts";
import type { Caseworker } from "./caseworker.ts";
import { instanceOf } from "./caseworker.ts";
import type { KnownKey } from "./followKeys.ts";

/** A key as it is posted: its public half, announced. */
export interface PostedKey {
  readonly keyPair: CaseKeyName;
  readonly generation: number;
  readonly publicKey: string;
  readonly announcement: StoredObject;
}

/** The next generation of a key pair. */
export interface NewKey {
  readonly keyPair: CaseKeyName;
  readonly generation: number;
  readonly key: KeyPair;
  readonly posted: PostedKey;
  readonly ends: readonly ChainEnd[];
}

/** The newest generation of each key pair. */
export const newestOf = (keys: readonly KnownKey[]): KnownKey[] =>
  (["C", "N"] as const).flatMap((pair) => keys.filter(({ keyPair }) => keyPair === pair).sort((a, b) => a.generation - b.generation).at(-1) ?? []);

/** Makes the next generation of a key pair, and announces it under the newest. */
export async function nextKey(newest: KnownKey, caseId: Uint8Array, ends: readonly ChainEnd[], me: Caseworker): Promise<NewKey> {
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
