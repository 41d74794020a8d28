import { Decrypter, Encrypter } from "age-encryption";
import { DamagedFile } from "./ageFile.ts";

// The one exception to "hybrid recipients only". Never imported by a survivor's page.

/** scrypt work factor of recovery files (2^18), the default of the age command line. */
export const recoveryWorkFactor = 18;

/** Seals the root and recovery keys under the words of two holders; any age tool opens the file. Takes seconds. */
export async function sealRecoveryFile(
  plaintext: Uint8Array,
  passphrase: string,
  workFactor: number = recoveryWorkFactor,
): Promise<Uint8Array> {
  if (passphrase.trim().split(/\s+/).length < 20) throw new RangeError("two holders have ten words each");
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(workFactor);
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(plaintext);
}

/**
 * Opens a recovery file.
 * @returns `null` when the words are not the file's.
 * @throws DamagedFile when the file is broken or asks for more work than 2^20.
 */
export async function openRecoveryFile(file: Uint8Array, passphrase: string): Promise<Uint8Array | null> {
  const start = String.fromCharCode(...file.subarray(0, 200));
  const factor = /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} (1[0-9]|20|[1-9])\n[A-Za-z0-9+/]{43}\n--- /.exec(start);
  if (factor === null) throw new DamagedFile("header");
  const decrypter = new Decrypter();
  let otherWords = false;
  decrypter.addPassphrase(passphrase);
  // Asked only after the passphrase before it did not fit.
  decrypter.addIdentity({ unwrapFileKey: () => ((otherWords = true), null) });
  try {
    return await decrypter.decrypt(file);
  } catch {
    if (otherWords) return null;
    throw new DamagedFile("content");
  }
}
