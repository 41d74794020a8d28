import { bech32 } from "@scure/base";
import { identityToRecipient } from "age-encryption";
import { randomBytes } from "./bytes.ts";

/** Bytes of a raw hybrid public key (ML-KEM-768 and X25519). */
export const publicKeyLength = 1216;

/** A hybrid key pair of age. All of it follows from the 32-byte seed. */
export interface KeyPair {
  readonly seed: Uint8Array;
  /** `AGE-SECRET-KEY-PQ-1…`, 77 characters. */
  readonly identity: string;
  /** `age1pq1…`, 1,959 characters. */
  readonly recipient: string;
  /** 1,216 bytes. */
  readonly publicKey: Uint8Array;
}

/** The key pair of a seed; a new one without. Takes tens of milliseconds on a slow machine. */
export async function keyPairOf(seed: Uint8Array = randomBytes(32)): Promise<KeyPair> {
  const identity = identityOf(seed);
  const recipient = await identityToRecipient(identity);
  return { seed, identity, recipient, publicKey: publicKeyOf(recipient)! };
}

/** The identity of a 32-byte seed, as age writes it. */
export function identityOf(seed: Uint8Array): string {
  if (seed.length !== 32) throw new RangeError("a seed has 32 bytes");
  return bech32.encodeFromBytes("AGE-SECRET-KEY-PQ-", seed).toUpperCase();
}

/** The recipient string of a raw public key. Throws unless it has 1,216 bytes. */
export function recipientOf(publicKey: Uint8Array): string {
  if (publicKey.length !== publicKeyLength) throw new RangeError("a hybrid public key has 1,216 bytes");
  return bech32.encode("age1pq", bech32.toWords(publicKey), false);
}

/** The raw public key of a recipient string; `null` unless it is a hybrid recipient in its one spelling. */
export function publicKeyOf(recipient: string): Uint8Array | null {
  if (!/^age1pq1[a-z0-9]{1952}$/.test(recipient)) return null;
  try {
    const bytes = bech32.fromWords(bech32.decode(recipient as `${string}1${string}`, false).words);
    return bytes.length === publicKeyLength && recipientOf(bytes) === recipient ? bytes : null;
  } catch {
    return null;
  }
}
