import { beforeAll, describe, expect, it } from "vitest";
import { randomBytes } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { openEpochKey, sealEpochKey } from "../../../src/CaseManager.Browser/lib/roster/epochKey.ts";
import type { Roster } from "../../../src/CaseManager.Browser/lib/roster/roster.ts";
import { verifyRoster } from "../../../src/CaseManager.Browser/lib/roster/roster.ts";
import { at, idOf, instance, practiceRoster, root } from "./practice.ts";

let practice: Awaited<ReturnType<typeof practiceRoster>>;
let roster: Roster;
beforeAll(async () => {
  practice = await practiceRoster();
  roster = verifyRoster(practice.log.entries, root.signingKey);
});

const caseworker = () => roster.members.get(idOf(3))!;
const expected = { epoch: 1, user: idOf(3) };

describe("an epoch key", () => {
  it("opens for the member it was made for", async () => {
    const file = await sealEpochKey({ instance, epoch: 1, seed: practice.epoch.seed, at }, caseworker(), practice.first);

    expect(await openEpochKey(file, practice.caseworker.sealing.identity, expected, roster)).toEqual(practice.epoch);
    expect(await openEpochKey(file, practice.first.sealing.identity, expected, roster)).toBeNull();
  });

  it("that is not the rostered one is refused, also from an officer", async () => {
    const file = await sealEpochKey({ instance, epoch: 1, seed: randomBytes(32), at }, caseworker(), practice.first);

    await expect(openEpochKey(file, practice.caseworker.sealing.identity, expected, roster)).rejects.toMatchObject({ code: "epoch" });
  });

  it("from someone who is no officer is refused", async () => {
    const file = await sealEpochKey({ instance, epoch: 1, seed: practice.epoch.seed, at }, caseworker(), practice.caseworker);

    await expect(openEpochKey(file, practice.caseworker.sealing.identity, expected, roster)).rejects.toMatchObject({ code: "signer" });
  });

  it("made for another person, another epoch or another instance is refused", async () => {
    const grant = { instance, epoch: 1, seed: practice.epoch.seed, at };
    const to = { ...caseworker(), user: idOf(1) };
    const files = [
      await sealEpochKey(grant, to, practice.first),
      await sealEpochKey({ ...grant, epoch: 2 }, caseworker(), practice.first),
      await sealEpochKey({ ...grant, instance: idOf(5) }, caseworker(), practice.first),
    ];
    for (const file of files) {
      await expect(openEpochKey(file, practice.caseworker.sealing.identity, expected, roster)).rejects.toMatchObject({ code: "epoch-key" });
    }
  });
});
