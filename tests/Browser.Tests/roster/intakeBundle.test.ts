import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { base64url, fromBase64url, fromHex, utf8, utf8Text } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { signDocument } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import type { SignedIntakeBundle } from "../../../src/CaseManager.Browser/lib/roster/intakeBundle.ts";
import { signIntakeBundle, verifyIntakeBundle } from "../../../src/CaseManager.Browser/lib/roster/intakeBundle.ts";
import { certifyOfficer } from "../../../src/CaseManager.Browser/lib/roster/officerCertificate.ts";
import { verifyRoster } from "../../../src/CaseManager.Browser/lib/roster/roster.ts";
import { at, instance, practiceRoster, root } from "./practice.ts";

let practice: Awaited<ReturnType<typeof practiceRoster>>;
let signed: SignedIntakeBundle;
beforeAll(async () => {
  practice = await practiceRoster();
  signed = signIntakeBundle(verifyRoster(practice.log.entries, root.signingKey), at, practice.second);
});

const change = (edit: (value: Record<string, unknown>) => object, seed: Uint8Array): SignedIntakeBundle => {
  const value = JSON.parse(utf8Text(fromBase64url(signed.bundle)!)) as Record<string, unknown>;
  const document = signDocument("casemanager/1 intake", edit(value), seed);
  return { ...signed, bundle: base64url(document.bytes), signature: base64url(document.signature) };
};
const codeOf = (bundle: unknown, pinned = root.signingKey) => {
  try {
    verifyIntakeBundle(bundle, pinned);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("the intake bundle", () => {
  it("gives a survivor's browser what it seals with, from the root key alone", () => {
    const { epoch, recovery } = practice;

    expect(verifyIntakeBundle(JSON.parse(JSON.stringify(signed)), root.signingKey)).toEqual({
      instanceId: fromHex(instance), salt: new Uint8Array(16), epoch: 1, epochRecipient: epoch.recipient, recoveryRecipient: recovery.recipient, at,
    });
  });

  it("is at most 4 KB, also on the wire", () => {
    expect(fromBase64url(signed.bundle)!.length).toBeLessThanOrEqual(4096);
    expect(gzipSync(JSON.stringify(signed)).length).toBeLessThanOrEqual(4096);
  });

  it("from another root is refused, even when it brings that root along", () => {
    expect(codeOf(signed, new Uint8Array(32))).toBe("root");
    expect(codeOf({ ...signed, rootKey: base64url(practice.first.signingKey) })).toBe("root");
  });

  it("with another key put in is refused", () => {
    const evil = base64url(new Uint8Array(1216));
    const value = JSON.parse(utf8Text(fromBase64url(signed.bundle)!)) as object;

    expect(codeOf({ ...signed, bundle: base64url(utf8(JSON.stringify({ ...value, epochKey: evil }))) })).toBe("signature");
    expect(codeOf(change((v) => ({ ...v, epochKey: evil }), practice.caseworker.signingSeed))).toBe("signature");
    expect(codeOf(change((v) => ({ ...v, by: base64url(practice.caseworker.signingKey) }), practice.caseworker.signingSeed))).toBe("signer");
  });

  it("by an officer whose chain does not reach the root is refused", () => {
    const forged = certifyOfficer(fromHex(instance), practice.second.signingKey, practice.caseworker.signingSeed);
    const circle = [
      certifyOfficer(fromHex(instance), practice.second.signingKey, practice.first.signingSeed),
      certifyOfficer(fromHex(instance), practice.first.signingKey, practice.second.signingSeed),
    ];

    expect(codeOf({ ...signed, certificates: [] })).toBe("signer");
    expect(codeOf({ ...signed, certificates: [forged] })).toBe("signer");
    expect(codeOf({ ...signed, certificates: circle })).toBe("signer");
    expect(codeOf(change((v) => ({ ...v, instance: "f".repeat(32) }), practice.second.signingSeed))).toBe("signer");
  });

  it("signed by the root itself needs no certificate", () => {
    const byRoot = signIntakeBundle(verifyRoster(practice.log.entries, root.signingKey), at, root);

    expect(byRoot.certificates).toEqual([]);
    expect(codeOf(byRoot)).toBeNull();
  });

  it.each([null, {}, [], "x"])("%o is no bundle", (value) => {
    expect(codeOf(value)).toBe("bundle");
  });

  it("with a spare field, inside or outside, is refused", () => {
    expect(codeOf({ ...signed, spare: 1 })).toBe("bundle");
    expect(codeOf(change((v) => ({ ...v, spare: 1 }), practice.second.signingSeed))).toBe("bundle");
  });
});
