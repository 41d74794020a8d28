import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { Decrypter, Encrypter } from "age-encryption";
import { maximumRecipients, readHeader } from "./ageHeader.ts";
import type { HeaderFault } from "./ageHeader.ts";
import { concat, randomBytes, utf8 } from "./bytes.ts";
import { publicKeyOf } from "./keyPair.ts";

/** The largest plaintext that is sealed or opened: more than any document of 10 MiB with its padding. */
export const maximumPlaintext = 28 * 1024 * 1024;

const chunk = 64 * 1024;
const tag = 16;

/** The bytes are no file this product makes, or were changed on the way. */
export class DamagedFile extends Error {
  override readonly name = "DamagedFile";
  readonly code: HeaderFault | "size" | "content";
  constructor(code: HeaderFault | "size" | "content") {
    super(`damaged age file: ${code}`);
    this.code = code;
  }
}

/** A file key wrapped to its recipients, good for exactly one file. */
export interface PreparedSeal {
  readonly header: Uint8Array;
  /** Takes the file key out; a second call throws, because a file key must never serve two files. */
  takeFileKey(): Uint8Array;
}

/**
 * Wraps a new file key ahead of its payload: this is the slow part, made while a person types.
 * @param recipients 1 to 64 recipients, `age1pq1…` only.
 */
export async function prepareSeal(recipients: readonly string[]): Promise<PreparedSeal> {
  if (recipients.length === 0 || recipients.length > maximumRecipients) throw new RangeError("1 to 64 recipients");
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    if (publicKeyOf(recipient) === null) throw new RangeError("hybrid recipients only");
    encrypter.addRecipient(recipient);
  }
  let fileKey: Uint8Array | null = null;
  // A recipient that writes no stanza sees the file key: the header of an empty file is then a wrap made ahead.
  encrypter.addRecipient({ wrapFileKey: (key) => ((fileKey = key.slice()), []) });
  const empty = await encrypter.encrypt(new Uint8Array(0));
  const header = readHeader(empty);
  if ("fault" in header) throw new DamagedFile(header.fault);
  return {
    header: empty.slice(0, header.length),
    takeFileKey: () => {
      if (fileKey === null) throw new Error("a prepared seal serves one file");
      const key = fileKey;
      fileKey = null;
      return key;
    },
  };
}

/** Seals a plaintext under a wrap made ahead: header, nonce, then chunks of 64 KiB as age writes them. */
export const sealPrepared = (prepared: PreparedSeal, plaintext: Uint8Array): Uint8Array => concat(...sealedParts(prepared, plaintext));

/** The same for a large plaintext: `pause` is awaited after every 512 KiB, so that a page stays responsive. */
export async function sealSlowly(prepared: PreparedSeal, plaintext: Uint8Array, pause: () => Promise<void>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const part of sealedParts(prepared, plaintext)) {
    if (parts.push(part) % 8 === 0) await pause();
  }
  return concat(...parts);
}

function* sealedParts(prepared: PreparedSeal, plaintext: Uint8Array): Generator<Uint8Array> {
  if (plaintext.length > maximumPlaintext) throw new RangeError("too large to seal");
  const fileNonce = randomBytes(16);
  const key = hkdf(sha256, prepared.takeFileKey(), fileNonce, utf8("payload"), 32);
  yield prepared.header;
  yield fileNonce;
  const chunks = Math.max(1, Math.ceil(plaintext.length / chunk));
  for (let i = 0; i < chunks; i++) {
    const nonce = new Uint8Array(12);
    new DataView(nonce.buffer).setUint32(7, i);
    nonce[11] = i === chunks - 1 ? 1 : 0;
    yield chacha20poly1305(key, nonce).encrypt(plaintext.subarray(i * chunk, (i + 1) * chunk));
  }
}

/** Seals a plaintext to 1 to 64 hybrid recipients. */
export const seal = async (plaintext: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> =>
  sealPrepared(await prepareSeal(recipients), plaintext);

/**
 * Opens a file with an identity.
 * @returns the plaintext, or `null` when the file is not for this key.
 * @throws DamagedFile when it is no file of ours, has a stanza of another type, or was changed.
 */
export async function open(file: Uint8Array, identity: string): Promise<Uint8Array | null> {
  const header = readHeader(file);
  if ("fault" in header) throw new DamagedFile(header.fault);
  const payload = file.length - header.length - 16;
  if (payload < tag || payload > maximumPlaintext + (maximumPlaintext / chunk) * tag) throw new DamagedFile("size");
  if (!identity.startsWith("AGE-SECRET-KEY-PQ-1")) throw new RangeError("hybrid identities only");
  const decrypter = new Decrypter();
  let notForThisKey = false;
  decrypter.addIdentity(identity);
  // Asked only after the identity before it found no stanza of its own.
  decrypter.addIdentity({ unwrapFileKey: () => ((notForThisKey = true), null) });
  try {
    return await decrypter.decrypt(file);
  } catch {
    if (notForThisKey) return null;
    throw new DamagedFile("content");
  }
}
