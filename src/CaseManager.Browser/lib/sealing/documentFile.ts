import { prepareSeal, sealSlowly } from "./ageFile.ts";
import { maximumDocument } from "./body.ts";
import { concat, owned, randomBytes, u64 } from "./bytes.ts";
import { keyPairOf } from "./keyPair.ts";
import { paddedLength } from "./padding.ts";

/** A document sealed under a key of its own, and what the frame beside it has to carry. */
export interface SealedDocument {
  /** The age file. */
  readonly file: Uint8Array;
  /** Its SHA-256. */
  readonly hash: Uint8Array;
  /** Seed of the one key that opens it, 32 bytes. It serves this file only, so that a case can turn its keys without touching it. */
  readonly seed: Uint8Array;
}

/** Bytes of the length before the content. */
export const lengthBytes = 8;

/**
 * Seals a document: its length (8 bytes, big-endian), its bytes, zeros up to the padded length.
 * @param bytes at most 10 MiB.
 */
export async function sealDocument(bytes: Uint8Array, pause: () => Promise<void> = async () => {}): Promise<SealedDocument> {
  if (bytes.length > maximumDocument) throw new RangeError("a document has at most 10 MiB");
  const content = lengthBytes + bytes.length;
  const plaintext = concat(u64(bytes.length), bytes, new Uint8Array(paddedLength(content) - content));
  const seed = randomBytes(32);
  const file = await sealSlowly(await prepareSeal([(await keyPairOf(seed)).recipient]), plaintext, pause);
  return { file, hash: await digest(file), seed };
}

/** SHA-256 of a file. */
export const digest = async (bytes: Uint8Array): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.digest("SHA-256", owned(bytes)));
