import { ed25519 } from "@noble/curves/ed25519.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concat, equal, u8 } from "./bytes.ts";
import { staffIdOf } from "./author.ts";
import type { DecodedFrame } from "./frameFormat.ts";
import { authenticatorOf } from "./frameFormat.ts";
import { labelled } from "./labels.ts";
import { FrameRefusal } from "./refusal.ts";

const label = "casemanager/1 frame";

/** What the author of a frame signs with: a staff member's signing seed, the survivor's key, or nothing. */
export type AuthorKey =
  | { readonly signingSeed: Uint8Array }
  | { readonly survivorMac: Uint8Array }
  | { readonly none: true };

/** What a reader verifies with. */
export interface VerifyKeys {
  /** The survivor's MAC key, once a wrap of `C` was opened. */
  readonly survivorMac?: Uint8Array | null | undefined;
  /** The rostered Ed25519 key of a staff member by the 32 hex digits of the id; `null` when there is none. */
  readonly staffKey?: ((staffId: string) => Uint8Array | null) | undefined;
  /** Whether the case is marked server-assisted, so that the server may have written its first objects. */
  readonly serverAssisted?: boolean | undefined;
}

/** Puts the authenticator behind the bytes of an encoded frame. */
export function authenticate(covered: Uint8Array, key: AuthorKey): Uint8Array {
  if ("signingSeed" in key) return concat(covered, u8(1), ed25519.sign(labelled(label, covered), key.signingSeed));
  if ("survivorMac" in key) return concat(covered, u8(2), survivorMac(covered, key.survivorMac));
  return concat(covered, u8(0));
}

/** Throws FrameRefusal unless the frame's author wrote it. */
export function verifyAuthenticator(frame: DecodedFrame, keys: VerifyKeys): void {
  const { author, keyPair } = frame.header;
  const { type } = authenticatorOf(author);
  if (type === 0) {
    if (keyPair === "C" && keys.serverAssisted !== true) throw new FrameRefusal("not-assisted");
    return;
  }
  const staffId = staffIdOf(author);
  const key = staffId === null ? keys.survivorMac : keys.staffKey?.(staffId);
  if (key === undefined || key === null) throw new FrameRefusal("unknown-signer");
  const genuine =
    type === 1
      ? verifies(frame.authenticator, labelled(label, frame.covered), key)
      : equal(survivorMac(frame.covered, key), frame.authenticator);
  if (!genuine) throw new FrameRefusal("authenticator");
}

/** Whether a signature is genuine. Malformed keys and signatures are not. */
export function verifies(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

const survivorMac = (covered: Uint8Array, key: Uint8Array): Uint8Array => hmac(sha256, key, labelled(label, covered));
