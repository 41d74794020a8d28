import { sha256 } from "@noble/hashes/sha2.js";
import { base64url } from "./bytes.ts";
import { recipientOf } from "./keyPair.ts";
import { newRecoveryCode, printRecoveryCode } from "./recoveryCode.ts";
import type { SignedDocument } from "./signedDocument.ts";
import { signDocument } from "./signedDocument.ts";
import type { StaffKeys } from "./staffKeys.ts";
import { sealStaffSeed } from "./staffKeys.ts";
import type { PassphraseCost } from "./unlock.ts";
import { newSalt, unlockByPasskey, unlockByPassphrase, unlockByRecoveryCode } from "./unlock.ts";
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

/**
 * Seals a seed to a passkey besides; the other ways stay.
 * @param credential its credential id, base64url.
 * @throws StaffKeyRefusal; WaysRefusal when there are too many.
 */
export async function addPasskey(
  stored: StoredUnlock, person: OpenKeys, credential: string, prfResult: Uint8Array, at: string,
): Promise<PostedUnlockChange> {
  const { publicKey } = await unlockByPasskey(prfResult);
  return change(stored, person, (way) => way.credential !== credential, { method: "passkey", credential, salt: null, cost: null, publicKey, at }, at);
}

/**
 * Seals a seed to the ways but one.
 * @param credential a passkey's credential id, base64url; empty for passphrase and paper.
 * @throws StaffKeyRefusal; WaysRefusal when one lost device could lock the person out.
 */
export const removeWay = (
  stored: StoredUnlock, person: OpenKeys, method: UnlockMethod["method"], credential: string, at: string,
): Promise<PostedUnlockChange> => change(stored, person, (way) => way.method !== method || way.credential !== credential, null, at);

/** Seals a seed anew to the same ways: the signature shows that the keys are open, whatever else the server is asked with it. */
export const sealAnew = (stored: StoredUnlock, person: OpenKeys, at: string): Promise<PostedUnlockChange> =>
  change(stored, person, () => true, null, at);

/** Ways a person can have at once. */
export const mostWays = 8;

const fewestWays = 2;

/** These would be too many ways to unlock, or so few that one lost device locks a person out. */
export class WaysRefusal extends Error {
  override readonly name = "WaysRefusal";
  readonly code: "too-few-ways" | "too-many-ways";
  constructor(code: "too-few-ways" | "too-many-ways") {
    super(`refused: ${code}`);
    this.code = code;
  }
}

type NewMethod = Omit<UnlockMethod, "v" | "user" | "publicKey"> & { readonly publicKey: Uint8Array };

const replace = (stored: StoredUnlock, person: OpenKeys, made: Omit<NewMethod, "credential">): Promise<PostedUnlockChange> =>
  change(stored, person, (way) => way.method !== made.method, { credential: "", ...made }, made.at);

async function change(
  stored: StoredUnlock, { user, seed, keys }: OpenKeys, stays: (way: UnlockMethod) => boolean, made: NewMethod | null, at: string,
): Promise<PostedUnlockChange> {
  const known = verifiedUnlockMethods(stored.methods, user, keys.signingKey);
  const staying = known.filter(stays);
  const kinds = [...staying.map(({ method }) => method), ...(made === null ? [] : [made.method])];
  // Several passkeys may lie in one device, and all of them end with the address of the staff host.
  if (kinds.length < fewestWays || kinds.every((method) => method === "passkey")) throw new WaysRefusal("too-few-ways");
  if (kinds.length > mostWays) throw new WaysRefusal("too-many-ways");
  const added = made === null ? [] : [signUnlockMethod({ user, ...made }, keys.signingSeed)];
  const methods = [...stored.methods.filter((_, place) => stays(known[place]!)), ...added];
  const recipients = [...staying.map(publicKeyOfMethod), ...(made === null ? [] : [made.publicKey])].map(recipientOf);
  const keyFile = await sealStaffSeed(user, seed, recipients);
  const signed = signDocument(
    "casemanager/1 unlock change",
    { v: 1, user, replaces: hashed(stored.keyFile), keyFile: hashed(keyFile), methods: methods.map(({ bytes }) => hashed(bytes)), at },
    keys.signingSeed,
  );
  return { keyFile: base64url(keyFile), methods: methods.map(posted), change: posted(signed) };
}

const hashed = (bytes: Uint8Array): string => base64url(sha256(bytes));

const posted = ({ bytes, signature }: SignedDocument) => ({ bytes: base64url(bytes), signature: base64url(signature) });
