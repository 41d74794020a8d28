import { argon2idAsync } from "@noble/hashes/argon2.js";
import { randomBytes, utf8 } from "./bytes.ts";
import type { KeyPair } from "./keyPair.ts";
import { keyPairOf } from "./keyPair.ts";
import { derive, labelledHash } from "./labels.ts";
import { StaffKeyRefusal } from "./staffKeys.ts";

/** The cost of Argon2id v1.3: memory in KiB, passes, lanes. */
export interface PassphraseCost {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** What a passphrase costs by default: 64 MiB, three passes. */
export const usualCost: PassphraseCost = { memory: 64 * 1024, passes: 3, lanes: 1 };

/** The least a browser accepts; offered only where a trial run of the usual cost takes more than 5 s. */
export const leastCost: PassphraseCost = { memory: 19 * 1024, passes: 2, lanes: 1 };

const most: PassphraseCost = { memory: 256 * 1024, passes: 8, lanes: 1 };

/** A new salt for a passphrase, 16 bytes. */
export const newSalt = (): Uint8Array => randomBytes(16);

/** What a passkey's PRF extension is asked with (`prf.eval.first`). */
export const passkeyInput = (): Uint8Array => labelledHash("casemanager/1 passkey");

/**
 * The unlock identity of a passphrase. Takes 1 to 3 s; much longer where the browser compiles nothing.
 * @throws StaffKeyRefusal when the cost is below the least or above 256 MiB, whoever asks for it.
 */
export async function unlockByPassphrase(
  passphrase: string,
  salt: Uint8Array,
  cost: PassphraseCost,
  onProgress: (part: number) => void = () => {},
): Promise<KeyPair> {
  if (!isAcceptable(cost) || salt.length !== 16) throw new StaffKeyRefusal("weak-cost");
  const secret = await argon2idAsync(utf8(passphrase.normalize("NFKC")), salt, {
    m: cost.memory, t: cost.passes, p: cost.lanes, version: 0x13, dkLen: 32, onProgress,
  });
  return keyPairOf(derive(secret, "casemanager/1 unlock passphrase"));
}

/** The unlock identity of a passkey, from the 32 bytes or more of its PRF result. */
export function unlockByPasskey(prfResult: Uint8Array): Promise<KeyPair> {
  if (prfResult.length < 32) throw new StaffKeyRefusal("weak-cost");
  return keyPairOf(derive(prfResult, "casemanager/1 unlock passkey"));
}

/** The unlock identity of a printed recovery code's 20 bytes. */
export const unlockByRecoveryCode = (code: Uint8Array): Promise<KeyPair> =>
  keyPairOf(derive(code, "casemanager/1 unlock recovery code"));

/** Whether a browser works with that cost. */
export const isAcceptable = (cost: PassphraseCost): boolean =>
  cost.memory >= leastCost.memory && cost.memory <= most.memory && cost.passes >= leastCost.passes &&
  cost.passes <= most.passes && cost.lanes === 1;
