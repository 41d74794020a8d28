import { ed25519 } from "@noble/curves/ed25519.js";
import { base64url, fromHex, hex, randomBytes } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import type { KeyPair } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import { keyPairOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import type { SignedDocument } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import type { StaffKeys } from "../../../src/CaseManager.Browser/lib/sealing/staffKeys.ts";
import { staffKeysOf } from "../../../src/CaseManager.Browser/lib/sealing/staffKeys.ts";
import type { EntryContent, RosterHead } from "../../../src/CaseManager.Browser/lib/roster/entry.ts";
import { headAfter, noHead, signEntry } from "../../../src/CaseManager.Browser/lib/roster/entry.ts";
import { certifyOfficer } from "../../../src/CaseManager.Browser/lib/roster/officerCertificate.ts";

export interface Signer {
  readonly signingSeed: Uint8Array;
  readonly signingKey: Uint8Array;
}

export const at = "2026-01-01T00:00:00Z";
export const instance = hex(new Uint8Array(16).fill(1));
export const idOf = (n: number): string => n.toString(16).padStart(32, "0");

const rootSeed = new Uint8Array(32).fill(8);
export const root: Signer = { signingSeed: rootSeed, signingKey: ed25519.getPublicKey(rootSeed) };

/** A log being written. */
export function newLog() {
  const entries: SignedDocument[] = [];
  let head: RosterHead = noHead;
  const take = (entry: SignedDocument): void => {
    head = headAfter(head, entry);
    entries.push(entry);
  };
  const add = (content: EntryContent, signer: Signer = root): SignedDocument => {
    const entry = signEntry(content, instance, head, signer);
    take(entry);
    return entry;
  };
  return { entries, add, take, head: () => head };
}

/** Root, two officers (the second made by the first), a caseworker, one epoch. */
export async function practiceRoster() {
  const [first, second, caseworker] = (await Promise.all([1, 2, 3].map((n) => staffKeysOf(new Uint8Array(32).fill(n))))) as [StaffKeys, StaffKeys, StaffKeys];
  const recovery = await keyPairOf(new Uint8Array(32).fill(20));
  const epoch = await keyPairOf(new Uint8Array(32).fill(21));
  const log = newLog();
  log.add(genesisOf(recovery));
  log.add(memberOf(1, first, root));
  log.add(memberOf(2, second, first), first);
  log.add(memberOf(3, caseworker), second);
  log.add(epochOf(1, epoch), second);
  return { log, first, second, caseworker, recovery, epoch };
}

export const genesisOf = (recovery: KeyPair): EntryContent => ({
  type: "genesis", at, salt: base64url(new Uint8Array(16)), rootKey: base64url(root.signingKey), recoveryKey: base64url(recovery.publicKey),
});

export const memberOf = (n: number, keys: StaffKeys, certifiedBy: Signer | null = null): EntryContent => ({
  type: "member", at, user: idOf(n), alias: `Person ${n}`, signingKey: base64url(keys.signingKey), publicKey: base64url(keys.sealing.publicKey),
  officer: certifiedBy !== null,
  officerCertificate: certifiedBy === null ? null : certifyOfficer(fromHex(instance), keys.signingKey, certifiedBy.signingSeed),
});

export const epochOf = (number: number, key: KeyPair): EntryContent => ({
  type: "epoch", at, number, publicKey: base64url(key.publicKey), from: at,
});

export const stranger = async (): Promise<StaffKeys> => staffKeysOf(randomBytes(32));
