import { ed25519 } from "@noble/curves/ed25519.js";
import { open, seal } from "./ageFile.ts";
import { concat, equal, fromHex, utf8 } from "./bytes.ts";
import type { KeyPair } from "./keyPair.ts";
import { keyPairOf } from "./keyPair.ts";
import { derive } from "./labels.ts";

const label = utf8("casemanager/1 staff key");

/** Everything that follows from a staff member's seed. */
export interface StaffKeys {
  /** Opens epoch keys and wraps made for this person. */
  readonly sealing: KeyPair;
  /** Ed25519 seed and public key, 32 bytes each: signs frames, roster entries and releases. */
  readonly signingSeed: Uint8Array;
  readonly signingKey: Uint8Array;
}

/** The keys of a staff member's 32-byte seed. */
export async function staffKeysOf(seed: Uint8Array): Promise<StaffKeys> {
  const signingSeed = derive(seed, "casemanager/1 staff signing");
  return {
    sealing: await keyPairOf(derive(seed, "casemanager/1 staff identity")),
    signingSeed,
    signingKey: ed25519.getPublicKey(signingSeed),
  };
}

/** Seals a staff member's seed to the unlock methods: label, id (16 bytes), seed. The server keeps the file. */
export const sealStaffSeed = (staffId: string, seed: Uint8Array, unlockRecipients: readonly string[]): Promise<Uint8Array> =>
  seal(concat(label, fromHex(staffId), seed), unlockRecipients);

/**
 * Opens a staff member's seed with an unlock identity.
 * @param rosteredSigningKey what the roster says; `null` only before the person was admitted. Without it a server
 * could hand out a seed of its own.
 * @returns `null` when the unlock secret is not the right one.
 * @throws StaffKeyRefusal when the file is another person's or holds a seed that is not the rostered one.
 */
export async function openStaffSeed(
  file: Uint8Array,
  unlockIdentity: string,
  staffId: string,
  rosteredSigningKey: Uint8Array | null,
): Promise<Uint8Array | null> {
  const plaintext = await open(file, unlockIdentity);
  if (plaintext === null) return null;
  const start = concat(label, fromHex(staffId));
  const seed = plaintext.slice(start.length);
  if (!equal(plaintext.slice(0, start.length), start) || seed.length !== 32) throw new StaffKeyRefusal("person");
  if (rosteredSigningKey !== null && !equal((await staffKeysOf(seed)).signingKey, rosteredSigningKey)) {
    throw new StaffKeyRefusal("not-rostered");
  }
  return seed;
}

/** The server handed out a key that is not this person's, or an unlock method this person did not make. */
export class StaffKeyRefusal extends Error {
  override readonly name = "StaffKeyRefusal";
  readonly code: "person" | "not-rostered" | "method" | "weak-cost";
  constructor(code: "person" | "not-rostered" | "method" | "weak-cost") {
    super(`refused: ${code}`);
    this.code = code;
  }
}
