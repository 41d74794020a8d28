import { ed25519 } from "@noble/curves/ed25519.js";
import type { EntryContent, RosterHead } from "../roster/index.ts";
import { certifyOfficer, headAfter, noHead, sealEpochKey, signEntry, signIntakeBundle, verifyRoster } from "../roster/index.ts";
import { base64url, fromHex, hex, randomBytes } from "../sealing/bytes.ts";
import type { KeyPair } from "../sealing/keyPair.ts";
import { keyPairOf } from "../sealing/keyPair.ts";
import type { SignedDocument } from "../sealing/signedDocument.ts";
import type { RecoveryFiles } from "./holders.ts";
import { hashOfFiles } from "./holders.ts";
import type { RecoverySecrets } from "./recoveryText.ts";

/** What is made once, before anybody is named: the instance, its root, recovery and the first team key. */
export interface NewOrganisation {
  /** 32 hex digits. */
  readonly instance: string;
  readonly salt: Uint8Array;
  readonly root: { readonly signingSeed: Uint8Array; readonly signingKey: Uint8Array };
  readonly recovery: KeyPair;
  readonly epoch: KeyPair;
}

/** Somebody the first roster names. */
export interface FirstMember {
  /** Account id, 32 hex digits. */
  readonly user: string;
  readonly alias: string;
  readonly signingKey: Uint8Array;
  /** Raw hybrid public key. */
  readonly publicKey: Uint8Array;
  readonly officer: boolean;
  readonly opensReports: boolean;
}

/** What the server takes over; nothing in it is secret. Entries, files and keys in base64url. */
export interface FirstRoster {
  readonly rootKey: string;
  readonly entries: readonly { readonly bytes: string; readonly signature: string }[];
  readonly epochWraps: readonly { readonly epoch: number; readonly staffId: string; readonly file: string }[];
  readonly intake: unknown;
  readonly recoveryFiles: { readonly AB: string; readonly AC: string; readonly BC: string };
}

/** Makes root, recovery and first team key. */
export async function newOrganisation(): Promise<NewOrganisation> {
  const signingSeed = randomBytes(32);
  return {
    instance: hex(randomBytes(16)),
    salt: randomBytes(16),
    root: { signingSeed, signingKey: ed25519.getPublicKey(signingSeed) },
    recovery: await keyPairOf(),
    epoch: await keyPairOf(),
  };
}

/** What its recovery files hold. */
export const secretsOf = ({ instance, root, recovery }: NewOrganisation): RecoverySecrets => ({
  instance, rootSeed: root.signingSeed, recoveryIdentity: recovery.identity,
});

/**
 * Signs the first roster with the root: the members, the first epoch, the recovery files; and seals the team's key to
 * whoever opens reports.
 * @throws RosterRefusal where the members do not make a roster.
 */
export async function signFirstRoster(
  made: NewOrganisation,
  members: readonly FirstMember[],
  files: RecoveryFiles,
  at: string,
): Promise<FirstRoster> {
  const { instance, root, epoch } = made;
  const entries: SignedDocument[] = [];
  let head: RosterHead = noHead;
  const add = (content: EntryContent): void => {
    const entry = signEntry(content, instance, head, root);
    entries.push(entry);
    head = headAfter(head, entry);
  };
  add({
    type: "genesis", at, salt: base64url(made.salt), rootKey: base64url(root.signingKey), recoveryKey: base64url(made.recovery.publicKey),
  });
  for (const { user, alias, signingKey, publicKey, officer } of members) {
    add({
      type: "member", at, user, alias, signingKey: base64url(signingKey), publicKey: base64url(publicKey), officer,
      officerCertificate: officer ? certifyOfficer(fromHex(instance), signingKey, root.signingSeed) : null,
    });
  }
  add({ type: "epoch", at, number: 1, publicKey: base64url(epoch.publicKey), from: at });
  add({ type: "recovery", at, files: base64url(hashOfFiles(files)) });

  const roster = verifyRoster(entries, root.signingKey);
  const grant = { instance, epoch: 1, seed: epoch.seed, at };
  const epochWraps = await Promise.all(
    members
      .filter(({ opensReports }) => opensReports)
      .map(async ({ user }) => ({ epoch: 1, staffId: user, file: base64url(await sealEpochKey(grant, roster.members.get(user)!, root)) })),
  );
  return {
    rootKey: base64url(root.signingKey),
    entries: entries.map(({ bytes, signature }) => ({ bytes: base64url(bytes), signature: base64url(signature) })),
    epochWraps,
    intake: signIntakeBundle(roster, at, root),
    recoveryFiles: postedFiles(files),
  };
}

/** The three files as they travel. */
export const postedFiles = ({ AB, AC, BC }: RecoveryFiles) => ({ AB: base64url(AB), AC: base64url(AC), BC: base64url(BC) });

/** Overwrites what must not stay in memory. What JavaScript copied before it cannot reach. */
export function dropSecrets(made: NewOrganisation): void {
  for (const secret of [made.root.signingSeed, made.recovery.seed, made.epoch.seed]) secret.fill(0);
}
