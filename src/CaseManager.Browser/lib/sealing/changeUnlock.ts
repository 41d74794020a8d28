import { sha256 } from "@noble/hashes/sha2.js";
import { base64url } from "./bytes.ts";
import { recipientOf } from "./keyPair.ts";
import { newRecoveryCode, printRecoveryCode } from "./recoveryCode.ts";
import type { SignedDocument } from "./signedDocument.ts";
import { signDocument } from "./signedDocument.ts";
import type { StaffKeys } from "./staffKeys.ts";
import { sealStaffSeed } from "./staffKeys.ts";
import type { PassphraseCost } from "./unlock.ts";
import { newSalt, unlockByPassphrase, unlockByRecoveryCode } from "./unlock.ts";
import type { UnlockMethod } from "./unlockMethod.ts";
import { publicKeyOfMethod, signUnlockMethod, verifiedUnlockMethods } from "./unlockMethod.ts";

/** A person whose keys are open. */
export interface OpenKeys {
  /** 32 hex digits. */
  readonly user: string;
  readonly seed: Uint8Array;
  readonly keys: StaffKeys;
}

/** A person's sealed seed and the ways to open it, as the server keeps them now. */
export interface StoredUnlock {
  readonly keyFile: Uint8Array;
  readonly methods: readonly SignedDocument[];
}

/** The seed sealed anew, with the signature by which a server knows whose it is and what it replaces; base64url. */
export interface PostedUnlockChange {
  readonly keyFile: string;
  readonly methods: readonly { readonly bytes: string; readonly signature: string }[];
  readonly change: { readonly bytes: string; readonly signature: string };
}

/**
 * Seals a seed to a new passphrase in place of the old one; the other ways stay.
 * @throws StaffKeyRefusal when the server offers a way to unlock that this person did not make.
 */
export async function changePassphrase(
  stored: StoredUnlock, person: OpenKeys, passphrase: string, at: string, cost: PassphraseCost,
): Promise<PostedUnlockChange> {
  const salt = newSalt();
  const { publicKey } = await unlockByPassphrase(passphrase, salt, cost);
  return replace(stored, person, { method: "passphrase", salt: base64url(salt), cost, publicKey, at });
}

/**
 * Seals a seed to a new recovery code in place of the one on paper; the other ways stay.
 * @throws StaffKeyRefusal when the server offers a way to unlock that this person did not make.
 */
export async function renewRecoveryCode(
  stored: StoredUnlock, person: OpenKeys, at: string,
): Promise<{ readonly recoveryCode: string; readonly posted: PostedUnlockChange }> {
  const code = newRecoveryCode();
  const { publicKey } = await unlockByRecoveryCode(code);
  const posted = await replace(stored, person, { method: "recovery-code", salt: null, cost: null, publicKey, at });
  return { recoveryCode: printRecoveryCode(code), posted };
}

type NewMethod = Pick<UnlockMethod, "method" | "salt" | "cost" | "at"> & { readonly publicKey: Uint8Array };

async function replace(stored: StoredUnlock, { user, seed, keys }: OpenKeys, made: NewMethod): Promise<PostedUnlockChange> {
  const known = verifiedUnlockMethods(stored.methods, user, keys.signingKey);
  const kept = stored.methods.filter((_, place) => known[place]!.method !== made.method);
  const keptKeys = known.filter(({ method }) => method !== made.method).map(publicKeyOfMethod);
  const methods = [...kept, signUnlockMethod({ user, credential: "", ...made }, keys.signingSeed)];
  const keyFile = await sealStaffSeed(user, seed, [...keptKeys, made.publicKey].map(recipientOf));
  const change = signDocument(
    "casemanager/1 unlock change",
    {
      v: 1, user, replaces: hashed(stored.keyFile), keyFile: hashed(keyFile), methods: methods.map(({ bytes }) => hashed(bytes)), at: made.at,
    },
    keys.signingSeed,
  );
  return { keyFile: base64url(keyFile), methods: methods.map(posted), change: posted(change) };
}

const hashed = (bytes: Uint8Array): string => base64url(sha256(bytes));

const posted = ({ bytes, signature }: SignedDocument) => ({ bytes: base64url(bytes), signature: base64url(signature) });
