import { describe, expect, test } from "vitest";
import { hashOfFiles, newHolderWords, openForHolders, sealForHolders } from "../../../src/CaseManager.Browser/lib/recovery/holders.ts";
import type { FirstMember, FirstRoster } from "../../../src/CaseManager.Browser/lib/recovery/organisation.ts";
import { dropSecrets, newOrganisation, secretsOf, signFirstRoster } from "../../../src/CaseManager.Browser/lib/recovery/organisation.ts";
import { currentEpoch, officers, openEpochKey, RosterRefusal, verifyIntakeBundle, verifyRoster } from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import { base64url, fromBase64url, hex } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import type { StaffKeys } from "../../../src/CaseManager.Browser/lib/sealing/staffKeys.ts";
import { staffKeysOf } from "../../../src/CaseManager.Browser/lib/sealing/staffKeys.ts";
import { idOf } from "../roster/practice.ts";

const at = "2026-03-01T00:00:00Z";

const memberOf = (n: number, keys: StaffKeys, more: Partial<FirstMember> = {}): FirstMember => ({
  user: idOf(n), alias: `Person ${n}`, signingKey: keys.signingKey, publicKey: keys.sealing.publicKey, officer: true, opensReports: true, ...more,
});

const rosterOf = (first: FirstRoster) =>
  verifyRoster(first.entries.map(({ bytes, signature }) => ({ bytes: fromBase64url(bytes)!, signature: fromBase64url(signature)! })), fromBase64url(first.rootKey)!);

async function ceremony() {
  const keys = await Promise.all([1, 2, 3].map((n) => staffKeysOf(new Uint8Array(32).fill(n))));
  const made = await newOrganisation();
  const words = newHolderWords();
  const files = await sealForHolders(secretsOf(made), words, undefined, 10);
  return { keys, made, words, files };
}

describe("the ceremony", () => {
  test("makes a roster, an epoch key for each who opens reports, and a bundle that survivors accept", async () => {
    const { keys, made, files } = await ceremony();
    const members = [memberOf(1, keys[0]!), memberOf(2, keys[1]!), memberOf(3, keys[2]!, { officer: false, opensReports: false })];

    const first = await signFirstRoster(made, members, files, at);

    const roster = rosterOf(first);
    expect(officers(roster).map(({ user }) => user)).toEqual([idOf(1), idOf(2)]);
    expect(currentEpoch(roster)?.number).toBe(1);
    expect(hex(roster.recoveryFiles!)).toBe(hex(hashOfFiles(files)));
    expect(first.epochWraps.map(({ staffId }) => staffId)).toEqual([idOf(1), idOf(2)]);
    const opened = await openEpochKey(fromBase64url(first.epochWraps[1]!.file)!, keys[1]!.sealing.identity, { epoch: 1, user: idOf(2) }, roster);
    expect(opened?.publicKey).toEqual(made.epoch.publicKey);
    expect(verifyIntakeBundle(first.intake, made.root.signingKey).recoveryRecipient).toBe(made.recovery.recipient);
  });

  test("hands over nothing secret", async () => {
    const { keys, made, words, files } = await ceremony();

    const posted = JSON.stringify(await signFirstRoster(made, [memberOf(1, keys[0]!), memberOf(2, keys[1]!)], files, at));

    const secrets = [made.root.signingSeed, made.recovery.seed, made.epoch.seed].flatMap((seed) => [base64url(seed), hex(seed)]);
    for (const secret of [...secrets, made.recovery.identity, words.A, words.B, words.C]) expect(posted).not.toContain(secret);
  });

  test("may choose its officers again without other words or keys", async () => {
    const { keys, made, files, words } = await ceremony();
    await signFirstRoster(made, [memberOf(1, keys[0]!), memberOf(2, keys[1]!)], files, at);

    const again = rosterOf(await signFirstRoster(made, [memberOf(1, keys[0]!), memberOf(2, keys[2]!)], files, at));

    expect(again.instance).toBe(made.instance);
    expect((await openForHolders(files.BC, "BC", words))?.rootSeed).toEqual(made.root.signingSeed);
  });

  test("refuses one person twice", async () => {
    const { keys, made, files } = await ceremony();

    await expect(signFirstRoster(made, [memberOf(1, keys[0]!), memberOf(2, keys[0]!)], files, at)).rejects.toBeInstanceOf(RosterRefusal);
  });

  test("leaves no seed behind", async () => {
    const { made } = await ceremony();

    dropSecrets(made);

    for (const seed of [made.root.signingSeed, made.recovery.seed, made.epoch.seed]) expect(seed.every((byte) => byte === 0)).toBe(true);
  });
});
