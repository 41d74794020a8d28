import { describe, expect, it } from "vitest";
import type { UnlockMethod } from "../../../src/CaseManager.Browser/lib/sealing/unlockMethod.ts";
import { waysOf } from "../../../src/CaseManager.Browser/staff/keys/ways.ts";

const at = "2026-03-02T09:00:00Z";
const method = (kind: UnlockMethod["method"], credential = "") => ({ method: kind, credential, at }) as UnlockMethod;
const passkey = (credential: string, name: string, usedAt: string | null = null) => ({ credential, name, addedAt: at, usedAt });

describe("the list of ways", () => {
  it("begins with passphrase and paper, in whatever order they were signed", () => {
    const ways = waysOf([method("recovery-code"), method("passkey", "a"), method("passphrase")], [passkey("a", "Desk")]);

    expect(ways.map((way) => [way.method, way.name])).toEqual([["passphrase", null], ["recovery-code", null], ["passkey", "Desk"]]);
  });

  it("tells a passkey that only signs in from one that only unlocks", () => {
    const ways = waysOf([method("passphrase"), method("passkey", "both"), method("passkey", "gone")], [passkey("both", "Desk", at), passkey("plain", "Key")]);

    expect(ways.slice(1).map(({ credential, name, unlocks, signsIn, usedAt }) => [credential, name, unlocks, signsIn, usedAt])).toEqual([
      ["both", "Desk", true, true, at],
      ["plain", "Key", false, true, null],
      ["gone", null, true, false, null],
    ]);
  });
});
