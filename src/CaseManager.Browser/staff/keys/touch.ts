import type { PostedCredential } from "../../lib/passkeys/webauthnJson.ts";
import {
  creationOptions, credentialIdOf, postedAssertion, postedCreation, prfOf, requestOptions, unlockOptions,
} from "../../lib/passkeys/webauthnJson.ts";
import { randomBytes } from "../../lib/sealing/bytes.ts";

/** What a touch gave: whose passkey, what may be posted, and what never leaves this browser. */
export interface Touch {
  /** Credential id, base64url. */
  readonly credential: string;
  readonly posted: PostedCredential;
  /** What unlocks; `null` where the authenticator has no such thing. */
  readonly prf: Uint8Array | null;
}

/** Whether this browser has passkeys at all. */
export const hasPasskeys = (): boolean => globalThis.PublicKeyCredential !== undefined && navigator.credentials !== undefined;

/**
 * Makes a passkey. Where the authenticator tells its PRF result only later, the person is asked a second time.
 * @param options as the server gave them.
 * @throws OptionsRefusal; DOMException when the person calls it off or the device has one already.
 */
export async function makePasskey(options: unknown): Promise<Touch> {
  const made = await answered(navigator.credentials.create({ publicKey: creationOptions(options) }));
  const [credential, prf] = [credentialIdOf(made), prfOf(made)];
  return { credential, posted: postedCreation(made), prf: prf === "at-next-touch" ? (await touchToUnlock([credential])).prf : prf };
}

/**
 * Asks for any passkey of this site, to sign in.
 * @param options as the server gave them.
 * @throws OptionsRefusal, DOMException
 */
export const touchToSignIn = async (options: unknown): Promise<Touch> => touchOf(requestOptions(options));

/** Asks for one of these passkeys, to unlock. Nothing of the answer is meant for the server. */
export const touchToUnlock = (credentials: readonly string[]): Promise<Touch> =>
  touchOf(unlockOptions(credentials, randomBytes(32)));

async function touchOf(publicKey: PublicKeyCredentialRequestOptions): Promise<Touch> {
  const given = await answered(navigator.credentials.get({ publicKey }));
  const prf = prfOf(given);
  return { credential: credentialIdOf(given), posted: postedAssertion(given), prf: prf === "at-next-touch" ? null : prf };
}

async function answered(asking: Promise<Credential | null>): Promise<PublicKeyCredential> {
  const given = await asking;
  if (given === null) throw new DOMException("no credential", "NotAllowedError");
  return given as PublicKeyCredential;
}
