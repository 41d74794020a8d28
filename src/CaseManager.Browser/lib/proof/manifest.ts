import { sha256 } from "@noble/hashes/sha2.js";
import { ed25519 } from "@noble/curves/ed25519.js";
import { zipSync } from "fflate";
import { base64url, hex, utf8 } from "../sealing/bytes.ts";
import { signBytes } from "../sealing/signedDocument.ts";
import type { Proof } from "./document.ts";

/** One file of a pack. */
export interface PackFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A pack, to be saved. */
export interface Pack {
  /** `proof-3F2A-91BC-2026-11-30.zip`. */
  readonly name: string;
  readonly zip: Uint8Array;
  /** SHA-256 of the ZIP file, hexadecimal. */
  readonly sha256: string;
  /** Mark of the key that signed it. */
  readonly keyMark: string;
}

/** What is in a pack, with lengths and hashes: `manifest.json`. */
export function manifestOf({ pack }: Proof, files: readonly PackFile[]): Uint8Array {
  const { id, caseReference, instance, organisation, madeAt, madeBy, recipient } = pack;
  const manifest = {
    v: 1, format: "casemanager proof pack", packId: id, caseReference, instance, organisation, madeAt, madeBy, recipient,
    files: files.map(({ name, bytes }) => ({ name, length: bytes.length, sha256: hex(sha256(bytes)) })),
  };
  return utf8(`${JSON.stringify(manifest, null, 1)}\n`);
}

/** What people compare of a key: the first 16 bytes of its SHA-256, in eight groups of hexadecimal digits. */
export const keyMark = (signingSeed: Uint8Array): string => hex(sha256(ed25519.getPublicKey(signingSeed))).slice(0, 32).match(/.{4}/g)!.join(" ");

/** Signs the manifest over its exact bytes, and puts everything into one ZIP file. */
export function packOf(proof: Proof, files: readonly PackFile[], signingSeed: Uint8Array): Pack {
  const manifest = manifestOf(proof, files);
  const key = ed25519.getPublicKey(signingSeed);
  const signature = {
    v: 1, label: "casemanager/1 proof pack", staffId: proof.pack.madeBy.staffId, key: base64url(key),
    signature: base64url(signBytes("casemanager/1 proof pack", manifest, signingSeed)),
  };
  const all = [...files, { name: "manifest.json", bytes: manifest }, { name: "signature.json", bytes: utf8(`${JSON.stringify(signature, null, 1)}\n`) }];
  // ZIP keeps local times without a zone: the same moment everywhere is written, that of the pack, as UTC.
  const at = new Date(proof.pack.madeAt);
  const mtime = new Date(at.getTime() + at.getTimezoneOffset() * 60_000);
  const zip = zipSync(Object.fromEntries(all.map(({ name, bytes }) => [name, bytes])), { level: 6, mtime });
  return { name: `proof-${proof.pack.caseReference}-${proof.pack.madeAt.slice(0, 10)}.zip`, zip, sha256: hex(sha256(zip)), keyMark: keyMark(signingSeed) };
}
