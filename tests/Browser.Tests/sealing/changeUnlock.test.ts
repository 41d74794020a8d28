import { beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64url, fromBase64url } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import type { OpenKeys, PostedUnlockChange, StoredUnlock } from "../../../src/CaseManager.Browser/lib/sealing/changeUnlock.ts";
import { changePassphrase, renewRecoveryCode } from "../../../src/CaseManager.Browser/lib/sealing/changeUnlock.ts";
import type { MadeStaffKeys } from "../../../src/CaseManager.Browser/lib/sealing/newStaffKeys.ts";
import { makeKeys } from "../../../src/CaseManager.Browser/lib/sealing/newStaffKeys.ts";
import { parseRecoveryCode } from "../../../src/CaseManager.Browser/lib/sealing/recoveryCode.ts";
import type { SignedDocument } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import { isSignedBy, valueOf } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import { openStaffSeed } from "../../../src/CaseManager.Browser/lib/sealing/staffKeys.ts";
import { leastCost, unlockByPassphrase, unlockByRecoveryCode } from "../../../src/CaseManager.Browser/lib/sealing/unlock.ts";
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
