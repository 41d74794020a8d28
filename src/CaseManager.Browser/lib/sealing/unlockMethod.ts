import { base64url, fromBase64url } from "./bytes.ts";
import { publicKeyLength } from "./keyPair.ts";
import type { ShapeOf } from "./shape.ts";
import { bytesText, count, id, instant, object, oneOf, orNull, text } from "./shape.ts";
import type { SignedDocument } from "./signedDocument.ts";
import { isSignedBy, signDocument, valueOf } from "./signedDocument.ts";
import { StaffKeyRefusal } from "./staffKeys.ts";
import { isAcceptable } from "./unlock.ts";

const label = "casemanager/1 unlock method";
const shape = object({
  v: oneOf(1),
  user: id,
  method: oneOf("passphrase", "passkey", "recovery-code"),
  /** A passkey's credential id, base64url, so that the browser asks for the right one; else empty. */
  credential: text(2000),
  salt: orNull(bytesText(16)),
  cost: orNull(object({ memory: count(1 << 20), passes: count(100), lanes: count(16) })),
  publicKey: bytesText(publicKeyLength),
  at: instant,
});

/** One way of opening a staff member's seed, as that person signed it. */
export type UnlockMethod = ShapeOf<typeof shape>;

/** Signs an unlock method with the key of the person it unlocks, so that a server cannot add one. */
export function signUnlockMethod(
  method: Omit<UnlockMethod, "v" | "publicKey"> & { readonly publicKey: Uint8Array },
  signingSeed: Uint8Array,
): SignedDocument {
  return signDocument(label, { v: 1, ...method, publicKey: base64url(method.publicKey) }, signingSeed);
}

/**
 * Reads an unlock method as the server gave it, before anything is unlocked: nothing vouches for it yet.
 * @throws StaffKeyRefusal when it is malformed or would weaken the passphrase.
 */
export function readUnlockMethod(document: SignedDocument): UnlockMethod {
  const value = valueOf(document.bytes);
  if (!shape(value)) throw new StaffKeyRefusal("method");
  if ((value.method === "passphrase") !== (value.cost !== null && value.salt !== null)) throw new StaffKeyRefusal("method");
  if ((value.method === "passkey") !== (value.credential !== "")) throw new StaffKeyRefusal("method");
  if (value.cost !== null && !isAcceptable(value.cost)) throw new StaffKeyRefusal("weak-cost");
  return value;
}

/**
 * The unlock methods a seed may be sealed to again. Every one must be signed by the person.
 * @throws StaffKeyRefusal for a method that the person did not make.
 */
export function verifiedUnlockMethods(
  documents: readonly SignedDocument[],
  user: string,
  signingKey: Uint8Array,
): UnlockMethod[] {
  return documents.map((document) => {
    const method = readUnlockMethod(document);
    if (method.user !== user || !isSignedBy(label, document, signingKey)) throw new StaffKeyRefusal("method");
    return method;
  });
}

/** The raw public key of a method. */
export const publicKeyOfMethod = (method: UnlockMethod): Uint8Array => fromBase64url(method.publicKey)!;
