import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import type { Author } from "../../../src/CaseManager.Browser/lib/sealing/author.ts";
import type { AuthorKey } from "../../../src/CaseManager.Browser/lib/sealing/authenticator.ts";
import { authenticate } from "../../../src/CaseManager.Browser/lib/sealing/authenticator.ts";
import { base64url, equal, fromHex, hex, utf8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { caseIdOf, survivorMacKey } from "../../../src/CaseManager.Browser/lib/sealing/caseKey.ts";
import type { FrameHeader } from "../../../src/CaseManager.Browser/lib/sealing/frameFormat.ts";
import { decodeFrame, encodeFrame } from "../../../src/CaseManager.Browser/lib/sealing/frameFormat.ts";
import { identityOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import { paddedLength } from "../../../src/CaseManager.Browser/lib/sealing/padding.ts";
import { parseRecoveryCode, printRecoveryCode } from "../../../src/CaseManager.Browser/lib/sealing/recoveryCode.ts";
import { isSignedBy } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import { staffKeysOf } from "../../../src/CaseManager.Browser/lib/sealing/staffKeys.ts";
import { passkeyInput, unlockByPasskey, unlockByRecoveryCode } from "../../../src/CaseManager.Browser/lib/sealing/unlock.ts";
import { entryHash } from "../../../src/CaseManager.Browser/lib/roster/entry.ts";
import { certifyOfficer } from "../../../src/CaseManager.Browser/lib/roster/officerCertificate.ts";
import vectors from "../../vectors/sealing.json" with { type: "json" };

type WrittenHeader = (typeof vectors.frames)[number]["header"];

const headerOf = (written: WrittenHeader): FrameHeader => ({
  instanceId: fromHex(written.instanceId),
  caseId: fromHex(written.caseId),
  keyPair: written.keyPair as "C" | "N",
  generation: written.generation,
  objectId: fromHex(written.objectId),
  kind: written.kind as FrameHeader["kind"],
  author: written.author as Author,
  sequence: written.sequence,
  previous: fromHex(written.previous),
  heads: written.heads.map((head) => ({ author: head.author as Author, sequence: head.sequence, hash: fromHex(head.hash) })),
  schemaHash: fromHex(written.schemaHash),
});

const keyOf = ({ type, key }: { type: string; key: string }): AuthorKey =>
  type === "hmac" ? { survivorMac: fromHex(key) } : type === "ed25519" ? { signingSeed: fromHex(key) } : { none: true };

// Written by a second implementation (Python) from the description of the formats.
describe("the published vectors", () => {
  it("of the case id and the survivor's key", () => {
    const { instanceId, publicKey, caseId, seed, survivorMacKey: mac } = vectors.case;

    expect(hex(caseIdOf(fromHex(instanceId), fromHex(publicKey)))).toBe(caseId);
    expect(hex(survivorMacKey(fromHex(seed), fromHex(caseId)))).toBe(mac);
  });

  it("of a staff member's keys", async () => {
    const keys = await staffKeysOf(fromHex(vectors.staff.seed));

    expect(hex(keys.signingSeed)).toBe(vectors.staff.signingSeed);
    expect(hex(keys.signingKey)).toBe(vectors.staff.signingKey);
    expect(keys.sealing.identity).toBe(identityOf(fromHex(vectors.staff.identitySeed)));
  });

  it.each(vectors.frames)("of the frame: $name", (vector) => {
    const header = headerOf(vector.header);
    const frame = authenticate(encodeFrame(header, fromHex(vector.body)), keyOf(vector.authenticatorKey));

    expect(hex(frame).startsWith(vector.headerBytes + vector.body)).toBe(true);
    expect(hex(frame).endsWith(vector.authenticator)).toBe(true);
    expect(frame).toHaveLength(vector.length);
    expect(hex(sha256(frame))).toBe(vector.sha256);
    const decoded = decodeFrame(frame);
    expect(equal(decoded.body, fromHex(vector.body))).toBe(true);
    expect(decoded.header.heads.map((head) => head.author)).toEqual(vector.header.heads.map((head) => head.author).sort());
  });

  it.each(vectors.padding)("of padding %i to %i", (length, padded) => {
    expect(paddedLength(length!)).toBe(padded);
  });

  it("of a signed document and an officer's certificate", () => {
    const { bytes, signingSeed, signature, rosterHash } = vectors.signedDocument;
    const document = { bytes: utf8(bytes), signature: fromHex(signature) };
    const certificate = vectors.officerCertificate;

    expect(isSignedBy("casemanager/1 roster", document, ed25519.getPublicKey(fromHex(signingSeed)))).toBe(true);
    expect(hex(entryHash(document))).toBe(rosterHash);
    expect(certifyOfficer(fromHex(certificate.instanceId), fromHex(certificate.key), fromHex(certificate.signingSeed)).signature)
      .toBe(base64url(fromHex(certificate.signature)));
  });

  it("of unlock identities", async () => {
    const { passkey, recoveryCode, passkeyInput: input } = vectors.unlock;

    expect((await unlockByPasskey(fromHex(passkey.prf))).identity).toBe(identityOf(fromHex(passkey.seed)));
    expect((await unlockByRecoveryCode(fromHex(recoveryCode.code))).identity).toBe(identityOf(fromHex(recoveryCode.seed)));
    expect(hex(passkeyInput())).toBe(input);
  });

  it.each(vectors.recoveryCodes)("of the recovery code $printed", ({ code, printed }) => {
    expect(printRecoveryCode(fromHex(code))).toBe(printed);
    expect(hex(parseRecoveryCode(printed)!)).toBe(code);
  });
});
