import type { FirstMember } from "../lib/recovery/organisation.ts";
import { dropSecrets, newOrganisation, secretsOf, signFirstRoster } from "../lib/recovery/organisation.ts";
import { holders, newHolderWords, pairs, sealForHolders } from "../lib/recovery/holders.ts";
import { makeKeys } from "../lib/sealing/newStaffKeys.ts";
import { suggestPassphrase } from "../lib/sealing/passphrase.ts";
import { leastCost } from "../lib/sealing/unlock.ts";
import type { PracticeAccount, PracticePerson } from "./accounts.ts";
import { newAccount, people } from "./accounts.ts";

/** Everything a practice organisation starts with. */
export interface PracticeOrganisation {
  /** What `keys import` reads; nothing in it is secret. */
  readonly genesis: unknown;
  readonly accounts: readonly PracticeAccount[];
  /** The recovery files and the holders' words, by file name. */
  readonly recovery: Readonly<Record<string, Uint8Array | string>>;
}

/**
 * Holds the ceremony by itself, for a team whose browsers have already made their keys.
 * Passphrases cost the least a browser accepts: they lie open anyway, and a first start should not take a minute.
 */
export async function makePracticeOrganisation(now: Date): Promise<PracticeOrganisation> {
  const at = now.toISOString();
  const made = await newOrganisation();
  const team = await Promise.all(people.map((person) => newMember(person, at)));
  const keyed = team.filter((member) => member.made !== null);
  const members: FirstMember[] = keyed.map(({ person, account, made }) => ({
    user: account.id,
    alias: account.alias,
    signingKey: made!.keys.signingKey,
    publicKey: made!.keys.sealing.publicKey,
    officer: person.officer,
    opensReports: person.opensReports,
  }));
  const words = newHolderWords();
  const files = await sealForHolders(secretsOf(made), words);
  const first = await signFirstRoster(made, members, files, at);
  dropSecrets(made);
  return {
    genesis: { v: 1, ...first, staffKeys: keyed.map(({ account, made }) => ({ staffId: account.id, keys: made!.posted })) },
    accounts: team.map(({ account }) => account),
    recovery: {
      "words.txt": holders.map((holder) => `${holder}: ${words[holder]}\n`).join(""),
      ...Object.fromEntries(pairs.map((pair) => [`recovery-${pair}.age`, files[pair]])),
    },
  };
}

async function newMember(person: PracticePerson, at: string) {
  const account = newAccount(person);
  if (!person.hasKeys) return { person, account: { ...account, passphrase: null, recoveryCode: null }, made: null };
  const passphrase = suggestPassphrase();
  const made = await makeKeys(account.id, passphrase, at, leastCost);
  return { person, account: { ...account, passphrase, recoveryCode: made.recoveryCode }, made };
}
