import { DamagedFile, open, prepareSeal, sealSlowly } from "./ageFile.ts";
import { maximumDocument } from "./body.ts";
import { concat, equal, owned, randomBytes, u64 } from "./bytes.ts";
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

const lengthBytes = 8;

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

/**
 * Opens a document with what its frame carries.
 * @throws DamagedFile when these are not the bytes that she sealed.
 */
export async function openDocument(file: Uint8Array, { hash, seed }: Pick<SealedDocument, "hash" | "seed">): Promise<Uint8Array> {
  if (!equal(await digest(file), hash)) throw new DamagedFile("content");
  const plaintext = await open(file, (await keyPairOf(seed)).identity);
  if (plaintext === null || plaintext.length < lengthBytes) throw new DamagedFile("content");
  const view = new DataView(plaintext.buffer, plaintext.byteOffset);
  const length = view.getUint32(4);
  if (view.getUint32(0) !== 0 || length > maximumDocument || paddedLength(lengthBytes + length) !== plaintext.length) throw new DamagedFile("size");
  return plaintext.slice(lengthBytes, lengthBytes + length);
}

const digest = async (bytes: Uint8Array): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.digest("SHA-256", owned(bytes)));
