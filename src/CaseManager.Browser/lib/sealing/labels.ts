import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concat, utf8 } from "./bytes.ts";

/** SHA-256 over a label, as ASCII without terminator, and then the parts. */
export const labelledHash = (label: string, ...parts: readonly Uint8Array[]): Uint8Array =>
  sha256(concat(utf8(label), ...parts));

/** The bytes that a signature or an authenticator covers: a label, then the parts. */
export const labelled = (label: string, ...parts: readonly Uint8Array[]): Uint8Array =>
  concat(utf8(label), ...parts);

/** HKDF-SHA-256. Without a salt it is empty, which RFC 5869 reads as 32 zero bytes. */
export const derive = (secret: Uint8Array, info: string, length = 32, salt?: Uint8Array): Uint8Array =>
  hkdf(sha256, secret, salt, utf8(info), length);
