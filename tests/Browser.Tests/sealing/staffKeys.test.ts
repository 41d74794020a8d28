import { beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import { newDeviceKey, openSeedForBrowser, sealSeedForBrowser } from "../../../src/CaseManager.Browser/lib/sealing/browserSeal.ts";
import { randomBytes, utf8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import type { KeyPair } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import { parseRecoveryCode, printRecoveryCode } from "../../../src/CaseManager.Browser/lib/sealing/recoveryCode.ts";
import { signDocument } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import type { StaffKeys } from "../../../src/CaseManager.Browser/lib/sealing/staffKeys.ts";
import { openStaffSeed, sealStaffSeed, staffKeysOf } from "../../../src/CaseManager.Browser/lib/sealing/staffKeys.ts";
import { isAcceptable, leastCost, newSalt, passkeyInput, unlockByPasskey, unlockByPassphrase, unlockByRecoveryCode, usualCost } from "../../../src/CaseManager.Browser/lib/sealing/unlock.ts";
import { readUnlockMethod, signUnlockMethod, verifiedUnlockMethods } from "../../../src/CaseManager.Browser/lib/sealing/unlockMethod.ts";
import { base64url } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";

const user = "0123456789abcdef0123456789abcdef";
const seed = new Uint8Array(32).fill(9);
const code = new Uint8Array(20).fill(3);
let keys: StaffKeys;
let unlock: KeyPair;
beforeAll(async () => {
  keys = await staffKeysOf(seed);
  unlock = await unlockByRecoveryCode(code);
});

describe("a staff member's seed", () => {
  it("opens with an unlock identity and gives the rostered keys", async () => {
    const file = await sealStaffSeed(user, seed, [unlock.recipient]);

    expect(await openStaffSeed(file, unlock.identity, user, keys.signingKey)).toEqual(seed);
    expect(await openStaffSeed(file, (await unlockByPasskey(randomBytes(32))).identity, user, null)).toBeNull();
  });

  it("of another person is refused", async () => {
    const file = await sealStaffSeed("f".repeat(32), seed, [unlock.recipient]);

    await expect(openStaffSeed(file, unlock.identity, user, null)).rejects.toMatchObject({ code: "person" });
  });

  it("made by the server is refused, because the roster names another key", async () => {
    const file = await sealStaffSeed(user, randomBytes(32), [unlock.recipient]);

    await expect(openStaffSeed(file, unlock.identity, user, keys.signingKey)).rejects.toMatchObject({ code: "not-rostered" });
  });
});

describe("unlock methods", () => {
  const method = async () => ({
    user, method: "passphrase" as const, credential: "", salt: base64url(newSalt()), cost: usualCost,
    publicKey: unlock.publicKey, at: "2026-01-01T00:00:00Z",
  });

  it("a passphrase gives the same identity again, and another with another salt", async () => {
    const salt = newSalt();
    const one = await unlockByPassphrase("correct horse", salt, leastCost);

    expect((await unlockByPassphrase("correct horse", salt, leastCost)).identity).toBe(one.identity);
    expect((await unlockByPassphrase("correct horse", newSalt(), leastCost)).identity).not.toBe(one.identity);
  });

  it.each([
    { memory: 19 * 1024 - 1, passes: 2, lanes: 1 }, { memory: 64 * 1024, passes: 1, lanes: 1 },
    { memory: 8, passes: 1, lanes: 1 }, { memory: 64 * 1024, passes: 3, lanes: 2 }, { memory: 1024 * 1024, passes: 3, lanes: 1 },
  ])("a server that asks for cost %o gets nothing derived", async (cost) => {
    expect(isAcceptable(cost)).toBe(false);
    await expect(unlockByPassphrase("x", newSalt(), cost)).rejects.toMatchObject({ code: "weak-cost" });
    const lowered = signUnlockMethod({ ...(await method()), cost }, keys.signingSeed);
    expect(() => readUnlockMethod(lowered)).toThrow(expect.objectContaining({ code: "weak-cost" }));
  });

  it("that the person signed are verified", async () => {
    const signed = signUnlockMethod(await method(), keys.signingSeed);

    expect(verifiedUnlockMethods([signed], user, keys.signingKey)).toHaveLength(1);
  });

  it("that the server added, changed or took from another person are refused", async () => {
    const added = signUnlockMethod(await method(), randomBytes(32));
    const signed = signUnlockMethod(await method(), keys.signingSeed);
    const changed = { ...signed, bytes: utf8(new TextDecoder().decode(signed.bytes).replace("2026", "2025")) };
    const others = signUnlockMethod({ ...(await method()), user: "f".repeat(32) }, keys.signingSeed);
    const otherUse = signDocument("casemanager/1 release", JSON.parse(new TextDecoder().decode(signed.bytes)), keys.signingSeed);

    for (const document of [added, changed, others, otherUse]) {
      expect(() => verifiedUnlockMethods([document], user, keys.signingKey)).toThrow(expect.objectContaining({ code: "method" }));
    }
  });

  it("the passkey question is fixed", () => {
    expect(passkeyInput()).toHaveLength(32);
    expect(passkeyInput()).toEqual(passkeyInput());
  });
});

describe("recovery codes", () => {
  it("come back from paper in any case and with any separator", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (bytes) => {
        const printed = printRecoveryCode(bytes);
        expect(printed).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(parseRecoveryCode(printed)).toEqual(new Uint8Array(bytes));
        expect(parseRecoveryCode(printed.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l"))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it("a wrong character is noticed", () => {
    const printed = printRecoveryCode(code);
    expect(parseRecoveryCode(`${printed[0] === "Z" ? "Y" : "Z"}${printed.slice(1)}`)).toBeNull();
    expect(parseRecoveryCode(printed.slice(1))).toBeNull();
    expect(parseRecoveryCode(printed.replace(/^./, "U"))).toBeNull();
  });
});

describe("the seed in this browser", () => {
  it("opens with both halves and with nothing less", async () => {
    const device = await newDeviceKey();
    const half = randomBytes(32);
    const sealed = await sealSeedForBrowser(seed, device, half);

    expect(await openSeedForBrowser(sealed, device, half)).toEqual(seed);
    expect(await openSeedForBrowser(sealed, device, randomBytes(32))).toBeNull();
    expect(await openSeedForBrowser(sealed, await newDeviceKey(), half)).toBeNull();
    expect(await openSeedForBrowser(sealed.with(20, sealed[20]! ^ 1), device, half)).toBeNull();
  });

  it("the device key cannot be taken out", async () => {
    await expect(crypto.subtle.exportKey("raw", await newDeviceKey())).rejects.toThrow();
  });
});
