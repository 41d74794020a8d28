import { DamagedFile, open } from "./ageFile.ts";
import { maximumDocument } from "./body.ts";
import { equal } from "./bytes.ts";
import type { SealedDocument } from "./documentFile.ts";
import { digest, lengthBytes } from "./documentFile.ts";
import { keyPairOf } from "./keyPair.ts";
import { paddedLength } from "./padding.ts";

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
