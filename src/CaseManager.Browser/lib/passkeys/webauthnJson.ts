// WebAuthn's JSON, read and written field by field. A credential's own toJSON() would write the PRF result, which opens
// keys, in clear among its extension results; and nothing a server adds to its options reaches the authenticator.
import { base64url, fromBase64url, owned } from "../sealing/bytes.ts";
import { passkeyInput } from "../sealing/unlock.ts";

/** What an authenticator answered, as it is posted: never with extension results. */
export interface PostedCredential {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly clientExtensionResults: Readonly<Record<string, never>>;
  readonly response: Readonly<Record<string, string | null | readonly string[]>>;
}

/** The server's options make no sense. */
export class OptionsRefusal extends Error {
  override readonly name = "OptionsRefusal";
}

/**
 * What `navigator.credentials.create` is asked with: verified, discoverable, and with the question of the PRF extension.
 * @throws OptionsRefusal
 */
export function creationOptions(options: unknown): PublicKeyCredentialCreationOptions {
  const { challenge, rp, user, pubKeyCredParams, excludeCredentials, timeout } = fields(options);
  const [party, person] = [fields(rp), fields(user)];
  return {
    challenge: bytes(challenge),
    rp: { id: text(party["id"]), name: text(party["name"]) },
    user: { id: bytes(person["id"]), name: text(person["name"]), displayName: text(person["displayName"]) },
    pubKeyCredParams: items(pubKeyCredParams).map((one) => ({ type: "public-key" as const, alg: Number(fields(one)["alg"]) })),
    excludeCredentials: items(excludeCredentials ?? []).map((one) => descriptor(text(fields(one)["id"]))),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    attestation: "none",
    ...waiting(timeout),
    extensions: prf(),
  };
}

/**
 * What `navigator.credentials.get` is asked with, to sign in: any passkey of this site.
 * @throws OptionsRefusal
 */
export function requestOptions(options: unknown): PublicKeyCredentialRequestOptions {
  const { challenge, rpId, timeout } = fields(options);
  return { challenge: bytes(challenge), rpId: text(rpId), userVerification: "required", ...waiting(timeout), extensions: prf() };
}

/** What `navigator.credentials.get` is asked with, to unlock: these passkeys. The answer stays here, so the challenge is anything. */
export const unlockOptions = (credentials: readonly string[], challenge: Uint8Array): PublicKeyCredentialRequestOptions => ({
  challenge: owned(challenge), allowCredentials: credentials.map(descriptor), userVerification: "required", extensions: prf(),
});

/** A new credential, as it is posted. */
export const postedCreation = ({ rawId, response }: PublicKeyCredential): PostedCredential => {
  const made = response as AuthenticatorAttestationResponse;
  return posted(rawId, {
    clientDataJSON: written(made.clientDataJSON), attestationObject: written(made.attestationObject), transports: made.getTransports?.() ?? [],
  });
};

/** An answer to a challenge, as it is posted. */
export const postedAssertion = ({ rawId, response }: PublicKeyCredential): PostedCredential => {
  const given = response as AuthenticatorAssertionResponse;
  return posted(rawId, {
    clientDataJSON: written(given.clientDataJSON), authenticatorData: written(given.authenticatorData),
    signature: written(given.signature), userHandle: given.userHandle === null ? null : written(given.userHandle),
  });
};

/** A credential's id as the formats write it. */
export const credentialIdOf = ({ rawId }: PublicKeyCredential): string => written(rawId);

/** What the PRF extension gave: a result; the promise of one at the next touch; or nothing, for ever. */
export function prfOf(credential: PublicKeyCredential): Uint8Array | "at-next-touch" | null {
  const { prf: given } = credential.getClientExtensionResults();
  const first = given?.results?.first;
  if (first !== undefined) return new Uint8Array(ArrayBuffer.isView(first) ? owned(new Uint8Array(first.buffer, first.byteOffset, first.byteLength)) : first);
  return given?.enabled === true ? "at-next-touch" : null;
}

const posted = (rawId: ArrayBuffer, response: PostedCredential["response"]): PostedCredential => ({
  id: written(rawId), rawId: written(rawId), type: "public-key", clientExtensionResults: {}, response,
});

const prf = (): AuthenticationExtensionsClientInputs => ({ prf: { eval: { first: owned(passkeyInput()) } } });

const descriptor = (id: string): PublicKeyCredentialDescriptor => ({ type: "public-key", id: bytes(id) });

const waiting = (timeout: unknown): { timeout?: number } => (typeof timeout === "number" ? { timeout } : {});

const written = (buffer: ArrayBuffer): string => base64url(new Uint8Array(buffer));

function fields(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new OptionsRefusal();
  return value as Readonly<Record<string, unknown>>;
}

function items(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new OptionsRefusal();
  return value;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new OptionsRefusal();
  return value;
}

function bytes(value: unknown): Uint8Array<ArrayBuffer> {
  const read = fromBase64url(text(value));
  if (read === null || read.length === 0) throw new OptionsRefusal();
  return owned(read);
}
