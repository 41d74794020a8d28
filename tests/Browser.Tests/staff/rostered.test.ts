import { beforeAll, describe, expect, it } from "vitest";
import { requireRostered } from "../../../src/CaseManager.Browser/staff/session/rostered.ts";
import type { Roster } from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import { verifyRoster } from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import type { StaffKeys } from "../../../src/CaseManager.Browser/lib/sealing/staffKeys.ts";
import { staffKeysOf } from "../../../src/CaseManager.Browser/lib/sealing/staffKeys.ts";
import { idOf, memberOf, practiceRoster, root } from "../roster/practice.ts";

const refused = expect.objectContaining({ code: "not-rostered" });
let roster: Roster;
let hers: StaffKeys;
let caseworker: StaffKeys;
let strangers: StaffKeys;
beforeAll(async () => {
  const practice = await practiceRoster();
  caseworker = practice.caseworker;
  hers = await staffKeysOf(new Uint8Array(32).fill(4));
  strangers = await staffKeysOf(new Uint8Array(32).fill(5));
  practice.log.add(memberOf(4, { ...hers, sealing: strangers.sealing }), practice.first);
  roster = verifyRoster(practice.log.entries, root.signingKey);
});

describe("one's own keys in the roster", () => {
  it("are taken when both are there", () => {
    expect(() => requireRostered(idOf(3), caseworker, roster)).not.toThrow();
  });

  it("are refused when an officer was shown another sealing key than hers", () => {
    expect(() => requireRostered(idOf(4), hers, roster)).toThrow(refused);
  });

  it("are refused when the roster names another signing key, or nobody", () => {
    expect(() => requireRostered(idOf(3), strangers, roster)).toThrow(refused);
    expect(() => requireRostered(idOf(9), caseworker, roster)).toThrow(refused);
  });
});
