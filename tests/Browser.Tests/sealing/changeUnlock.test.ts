import { beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64url, fromBase64url } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import type { OpenKeys, PostedUnlockChange, StoredUnlock } from "../../../src/CaseManager.Browser/lib/sealing/changeUnlock.ts";
import { addPasskey, changePassphrase, mostWays, removeWay, renewRecoveryCode, sealAnew } from "../../../src/CaseManager.Browser/lib/sealing/changeUnlock.ts";
import type { MadeStaffKeys } from "../../../src/CaseManager.Browser/lib/sealing/newStaffKeys.ts";
import { makeKeys } from "../../../src/CaseManager.Browser/lib/sealing/newStaffKeys.ts";
import { parseRecoveryCode } from "../../../src/CaseManager.Browser/lib/sealing/recoveryCode.ts";
import type { SignedDocument } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import { isSignedBy, valueOf } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import { openStaffSeed } from "../../../src/CaseManager.Browser/lib/sealing/staffKeys.ts";
import { leastCost, unlockByPasskey, unlockByPassphrase, unlockByRecoveryCode } from "../../../src/CaseManager.Browser/lib/sealing/unlock.ts";
import { readUnlockMethod, signUnlockMethod } from "../../../src/CaseManager.Browser/lib/sealing/unlockMethod.ts";

const user = "0123456789abcdef0123456789abcdef";
const at = "2026-11-24T09:00:00Z";
let made: MadeStaffKeys;
let person: OpenKeys;
let stored: StoredUnlock;
beforeAll(async () => {
  made = await makeKeys(user, "the first passphrase", at, leastCost);
  person = { user, seed: made.seed, keys: made.keys };
  stored = { keyFile: fromBase64url(made.posted.keyFile)!, methods: made.posted.methods.map(documentOf) };
});

describe("a changed passphrase", () => {
  it("opens the seed, the paper still does, and the old passphrase does not", async () => {
    const changed = await changePassphrase(stored, person, "another passphrase", at, leastCost);

    expect(await openedBy(changed, "another passphrase")).toEqual(made.seed);
    expect(await openedBy(changed, "the first passphrase")).toBeNull();
    expect(await openedByCode(changed, made.recoveryCode)).toEqual(made.seed);
  });

  it("is signed with what it replaces, what it puts there, and every way to unlock", async () => {
    const changed = await changePassphrase(stored, person, "another passphrase", at, leastCost);
    const change = documentOf(changed.change);

    expect(isSignedBy("casemanager/1 unlock change", change, made.keys.signingKey)).toBe(true);
    expect(valueOf(change.bytes)).toEqual({
      v: 1, user, at, replaces: base64url(sha256(stored.keyFile)), keyFile: base64url(sha256(fromBase64url(changed.keyFile)!)),
      methods: changed.methods.map(({ bytes }) => base64url(sha256(fromBase64url(bytes)!))),
    });
  });

  it("is not sealed to a way to unlock that the server added", async () => {
    const stranger = await makeKeys(user, "the server's passphrase", at, leastCost);
    const added = stranger.posted.methods.map(documentOf);

    await expect(changePassphrase({ ...stored, methods: [...stored.methods, ...added] }, person, "another passphrase", at, leastCost))
      .rejects.toMatchObject({ code: "method" });
  });

  it("does not bring a second passphrase back that was there by mistake", async () => {
    const { publicKey } = await unlockByRecoveryCode(new Uint8Array(20));
    const second = signUnlockMethod(
      { user, method: "passphrase", credential: "", salt: base64url(new Uint8Array(16)), cost: leastCost, publicKey, at }, made.keys.signingSeed,
    );

    const changed = await changePassphrase({ ...stored, methods: [...stored.methods, second] }, person, "another passphrase", at, leastCost);

    expect(changed.methods.map((one) => readUnlockMethod(documentOf(one)).method)).toEqual(["recovery-code", "passphrase"]);
  });
});

describe("a new recovery code", () => {
  it("opens the seed, the passphrase still does, and the old paper does not", async () => {
    const { recoveryCode, posted } = await renewRecoveryCode(stored, person, at);

    expect(await openedByCode(posted, recoveryCode)).toEqual(made.seed);
    expect(await openedByCode(posted, made.recoveryCode)).toBeNull();
    expect(await openedBy(posted, "the first passphrase")).toEqual(made.seed);
  });
});

describe("a passkey", () => {
  const prf = new Uint8Array(32).fill(7);

  it("opens the seed with its PRF result and no other, and the passphrase still does", async () => {
    const added = await addPasskey(stored, person, "Y3JlZA", prf, at);

    expect(await openedByPrf(added, prf)).toEqual(made.seed);
    expect(await openedByPrf(added, new Uint8Array(32).fill(8))).toBeNull();
    expect(await openedBy(added, "the first passphrase")).toEqual(made.seed);
    expect(JSON.stringify(added)).not.toContain(base64url(prf));
  });

  it("is named by its credential, one way for each", async () => {
    const first = storedOf(await addPasskey(stored, person, "Zmlyc3Q", prf, at));
    const second = storedOf(await addPasskey(first, person, "c2Vjb25k", new Uint8Array(32).fill(9), at));
    const again = storedOf(await addPasskey(second, person, "c2Vjb25k", prf, at));

    expect(waysOf(again)).toEqual([["passphrase", ""], ["recovery-code", ""], ["passkey", "Zmlyc3Q"], ["passkey", "c2Vjb25k"]]);
  });

  it("that is removed opens nothing any more, and another one stays", async () => {
    const first = storedOf(await addPasskey(stored, person, "Zmlyc3Q", prf, at));
    const both = storedOf(await addPasskey(first, person, "c2Vjb25k", new Uint8Array(32).fill(9), at));

    const changed = await removeWay(both, person, "passkey", "Zmlyc3Q", at);

    expect(await openedByPrf(changed, prf)).toBeNull();
    expect(await openedByPrf(changed, new Uint8Array(32).fill(9))).toEqual(made.seed);
  });

  it("is not sealed to where the server added a way", async () => {
    const stranger = await makeKeys(user, "the server's passphrase", at, leastCost);

    await expect(addPasskey({ ...stored, methods: [...stored.methods, ...stranger.posted.methods.map(documentOf)] }, person, "Y3JlZA", prf, at))
      .rejects.toMatchObject({ code: "method" });
  });

  it("without a name of its own is no way to unlock, and no other way has one", () => {
    const bad = (method: "passkey" | "recovery-code", credential: string) =>
      signUnlockMethod({ user, method, credential, salt: null, cost: null, publicKey: made.keys.sealing.publicKey, at }, made.keys.signingSeed);

    expect(() => readUnlockMethod(bad("passkey", ""))).toThrowError(/method/);
    expect(() => readUnlockMethod(bad("recovery-code", "Y3JlZA"))).toThrowError(/method/);
  });
});

describe("the ways to unlock", () => {
  it("are at least two, and never passkeys alone", async () => {
    const first = storedOf(await addPasskey(stored, person, "Zmlyc3Q", new Uint8Array(32).fill(1), at));
    const second = storedOf(await addPasskey(first, person, "c2Vjb25k", new Uint8Array(32).fill(2), at));
    const noPaper = storedOf(await removeWay(second, person, "recovery-code", "", at));

    await expect(removeWay(stored, person, "passphrase", "", at)).rejects.toMatchObject({ code: "too-few-ways" });
    await expect(removeWay(noPaper, person, "passphrase", "", at)).rejects.toMatchObject({ code: "too-few-ways" });
    expect(waysOf(storedOf(await removeWay(noPaper, person, "passkey", "Zmlyc3Q", at)))).toEqual([["passphrase", ""], ["passkey", "c2Vjb25k"]]);
  });

  it("are at most eight", async () => {
    let full = stored;
    for (let number = 2; number < mostWays; number++) {
      full = storedOf(await addPasskey(full, person, base64url(new Uint8Array([number])), new Uint8Array(32).fill(number), at));
    }

    await expect(addPasskey(full, person, "bW9yZQ", new Uint8Array(32), at)).rejects.toMatchObject({ code: "too-many-ways" });
  });

  it("stay the same, byte for byte, in a file that is sealed anew", async () => {
    const anew = await sealAnew(stored, person, at);

    expect(anew.methods).toEqual(made.posted.methods);
    expect(anew.keyFile).not.toBe(made.posted.keyFile);
    expect(await openedByCode(anew, made.recoveryCode)).toEqual(made.seed);
  });
});

const storedOf = ({ keyFile, methods }: PostedUnlockChange): StoredUnlock => ({
  keyFile: fromBase64url(keyFile)!, methods: methods.map(documentOf),
});

const waysOf = ({ methods }: StoredUnlock) => methods.map(readUnlockMethod).map(({ method, credential }) => [method, credential]);

async function openedByPrf(changed: PostedUnlockChange, prf: Uint8Array): Promise<Uint8Array | null> {
  return openStaffSeed(fromBase64url(changed.keyFile)!, (await unlockByPasskey(prf)).identity, user, made.keys.signingKey);
}

async function openedBy(changed: PostedUnlockChange, passphrase: string): Promise<Uint8Array | null> {
  const method = changed.methods.map((one) => readUnlockMethod(documentOf(one))).find((one) => one.method === "passphrase")!;
  const { identity } = await unlockByPassphrase(passphrase, fromBase64url(method.salt!)!, method.cost!);
  return openStaffSeed(fromBase64url(changed.keyFile)!, identity, user, made.keys.signingKey);
}

async function openedByCode(changed: PostedUnlockChange, code: string): Promise<Uint8Array | null> {
  const { identity } = await unlockByRecoveryCode(parseRecoveryCode(code)!);
  return openStaffSeed(fromBase64url(changed.keyFile)!, identity, user, made.keys.signingKey);
}

function documentOf({ bytes, signature }: { readonly bytes: string; readonly signature: string }): SignedDocument {
  return { bytes: fromBase64url(bytes)!, signature: fromBase64url(signature)! };
}
