import { ed25519 } from "@noble/curves/ed25519.js";
import { headAfter, noHead, sealEpochKey, signEntry, certifyOfficer, signIntakeBundle, verifyRoster } from "../lib/roster/index.ts";
import type { EntryContent, RosterHead } from "../lib/roster/index.ts";
import { base64url, fromHex, hex, randomBytes, utf8 } from "../lib/sealing/bytes.ts";
import { keyPairOf } from "../lib/sealing/keyPair.ts";
import { suggestPassphrase } from "../lib/sealing/passphrase.ts";
import { sealRecoveryFile } from "../lib/sealing/recoveryFile.ts";
import type { SignedDocument } from "../lib/sealing/signedDocument.ts";
import { makeKeys } from "../lib/sealing/newStaffKeys.ts";
import { leastCost } from "../lib/sealing/unlock.ts";
import type { PracticeAccount, PracticePerson } from "./accounts.ts";
import { newAccount, people } from "./accounts.ts";
import { recoveryText } from "./recoveryText.ts";

/** Everything a practice organisation starts with. */
export interface PracticeOrganisation {
  /** What `keys import` reads; nothing in it is secret. */
  readonly genesis: unknown;
  readonly accounts: readonly PracticeAccount[];
  /** The recovery files and the holders' words, by file name. */
  readonly recovery: Readonly<Record<string, Uint8Array | string>>;
}

/**
 * Makes root, recovery key, first epoch and intake bundle, and a team whose browsers have already made their keys.
 * Passphrases cost the least a browser accepts: they lie open anyway, and a first start should not take a minute.
 */
export async function makePracticeOrganisation(now: Date): Promise<PracticeOrganisation> {
  const at = now.toISOString();
  const instance = hex(randomBytes(16));
  const rootSeed = randomBytes(32);
  const root = { signingSeed: rootSeed, signingKey: ed25519.getPublicKey(rootSeed) };
  const recovery = await keyPairOf();
  const epoch = await keyPairOf();
  const team = await Promise.all(people.map((person) => newMember(person, at)));

  const entries: SignedDocument[] = [];
  let head: RosterHead = noHead;
  const add = (content: EntryContent): void => {
    const entry = signEntry(content, instance, head, root);
    entries.push(entry);
    head = headAfter(head, entry);
  };
  add({
    type: "genesis", at, salt: base64url(randomBytes(16)), rootKey: base64url(root.signingKey),
    recoveryKey: base64url(recovery.publicKey),
  });
  const keyed = team.filter((member) => member.made !== null);
  for (const { person, account, made } of keyed) {
    add({
      type: "member", at, user: account.id, alias: account.alias, signingKey: base64url(made!.keys.signingKey),
      publicKey: base64url(made!.keys.sealing.publicKey), officer: person.officer,
      officerCertificate: person.officer ? certifyOfficer(fromHex(instance), made!.keys.signingKey, rootSeed) : null,
    });
  }
  add({ type: "epoch", at, number: 1, publicKey: base64url(epoch.publicKey), from: at });

  const roster = verifyRoster(entries, root.signingKey);
  const officer = keyed.find(({ person }) => person.officer)!.made!.keys;
  const grant = { instance, epoch: 1, seed: epoch.seed, at };
  const epochWraps = await Promise.all(
    keyed.filter(({ person }) => person.opensReports).map(async ({ account }) => ({
      epoch: 1, staffId: account.id, file: base64url(await sealEpochKey(grant, roster.members.get(account.id)!, officer)),
    })),
  );
  return {
    genesis: {
      v: 1,
      rootKey: base64url(root.signingKey),
      entries: entries.map(posted),
      staffKeys: keyed.map(({ account, made }) => ({ staffId: account.id, keys: made!.posted })),
      epochWraps,
      intake: signIntakeBundle(roster, at, officer),
    },
    accounts: team.map(({ account }) => account),
    recovery: await recoveryFiles(instance, rootSeed, recovery.identity),
  };
}

async function newMember(person: PracticePerson, at: string) {
  const account = newAccount(person);
  if (!person.hasKeys) return { person, account: { ...account, passphrase: null, recoveryCode: null }, made: null };
  const passphrase = suggestPassphrase();
  const made = await makeKeys(account.id, passphrase, at, leastCost);
  return { person, account: { ...account, passphrase, recoveryCode: made.recoveryCode }, made };
}

/** Three holders with ten words each; any two of them open one of three files, with this product or any age tool. */
async function recoveryFiles(instance: string, rootSeed: Uint8Array, recoveryIdentity: string) {
  const holders = { A: suggestPassphrase(10), B: suggestPassphrase(10), C: suggestPassphrase(10) };
  const content = utf8(recoveryText(instance, rootSeed, recoveryIdentity));
  const words = Object.entries(holders).map(([holder, own]) => `${holder}: ${own}\n`).join("");
  return {
    "words.txt": words,
    "recovery-AB.age": await sealRecoveryFile(content, `${holders.A} ${holders.B}`),
    "recovery-AC.age": await sealRecoveryFile(content, `${holders.A} ${holders.C}`),
    "recovery-BC.age": await sealRecoveryFile(content, `${holders.B} ${holders.C}`),
  };
}

const posted = ({ bytes, signature }: SignedDocument) => ({ bytes: base64url(bytes), signature: base64url(signature) });
