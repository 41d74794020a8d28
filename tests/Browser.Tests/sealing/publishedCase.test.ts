import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import * as sealing from "../../../src/CaseManager.Browser/lib/sealing/staff.ts";
import * as roster from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import published from "../../vectors/case.json" with { type: "json" };
import rosterVector from "../../vectors/roster.json" with { type: "json" };

const bytes = (text: string) => sealing.fromBase64url(text)!;
const instanceId = sealing.fromHex(published.instance);
const caseId = sealing.fromHex(published.caseId);
const rootKey = bytes(rosterVector.rootKey);
const log = rosterVector.entries.map((entry) => ({ bytes: bytes(entry.bytes), signature: bytes(entry.signature) }));

const placeOf = (object: (typeof published.objects)[number]): sealing.Expected => ({
  instanceId, caseId,
  keyPair: object.keyPair as sealing.CaseKeyName,
  generation: object.generation,
  objectId: sealing.fromHex(object.objectId),
  kind: object.kind as sealing.Kind,
  author: object.author as sealing.Author,
  sequence: object.sequence,
  previous: bytes(object.previous),
});
const wrapFor = (recipient: string, keyPair: string) =>
  published.objects.find((object) => object.recipient === recipient && object.keyPair === keyPair)!;

describe("the published case", () => {
  it("is opened by her receipt as far as C reaches, and by staff whole", async () => {
    const verified = roster.verifyRoster(log, rootKey);
    const keys: sealing.VerifyKeys = { staffKey: roster.signingKeyIn(verified) };
    const receipt = await sealing.deriveReceiptKeys(sealing.fromHex(published.receipt), bytes(published.salt));
    const herWrap = wrapFor("receipt", "C");
    const hers = await sealing.openWrap(bytes(herWrap.file), sealing.identityOf(receipt.survivorSeed), placeOf(herWrap), {});
    const staffWrap = wrapFor("epoch:1", "C");
    const staff = await sealing.openWrap(bytes(staffWrap.file), sealing.identityOf(sealing.fromHex(published.epochSeed)), placeOf(staffWrap), {});
    expect(hers?.key.seed).toEqual(staff?.key.seed);
    const known = { ...keys, survivorMac: staff!.survivorMac! };

    let announced: Uint8Array | undefined;
    const underC = published.objects.filter((object) => object.keyPair === "C" && object.kind !== "wrap");
    for (const object of underC) {
      const frame = (await sealing.openFrame(bytes(object.file), hers!.key.identity, placeOf(object), known))!;
      if (frame.header.kind === "announcement") announced = sealing.readAnnouncement(frame).publicKey;
      else expect(sealing.parseBody(object.kind as sealing.BodyKind, frame.body)).toHaveProperty("v", 1);
    }

    const wrapOfN = wrapFor("epoch:1", "N");
    const n = await sealing.openWrap(
      bytes(wrapOfN.file), sealing.identityOf(sealing.fromHex(published.epochSeed)), placeOf(wrapOfN), keys, announced,
    );
    const underN = published.objects.filter((object) => object.keyPair === "N" && object.kind !== "wrap");
    const texts = await Promise.all(underN.map(async (object) => {
      expect(await sealing.openFrame(bytes(object.file), hers!.key.identity, placeOf(object), known)).toBeNull();
      const frame = (await sealing.openFrame(bytes(object.file), n!.key.identity, placeOf(object), known))!;
      return sealing.parseBody(object.kind as "note" | "answer", frame.body).text;
    }));
    expect(texts).toEqual(["Called back.", "Removed."]);
  });

  it("has whole chains, whose hashes are those of the stored files", () => {
    const chained = published.objects
      .filter((object) => object.kind !== "wrap")
      .map((object) => {
        expect(sealing.base64url(sha256(bytes(object.file)))).toBe(object.hash);
        return { ...placeOf(object), hash: bytes(object.hash), heads: [] };
      });

    expect(sealing.verifyChains(chained).map((end) => end.sequence).sort()).toEqual([1, 1, 2, 3]);
  });
});

describe("the published roster", () => {
  it("verifies to the published head, members and epoch", () => {
    const verified = roster.verifyRoster(log, rootKey);

    expect({ seq: verified.head.seq, hash: sealing.base64url(verified.head.hash) }).toEqual(rosterVector.head);
    expect([...verified.members.values()].map(({ user, officer, revokedAt }) => ({ user, officer, revokedAt }))).toEqual(
      rosterVector.members.map(({ user, officer, revokedAt }) => ({ user, officer, revokedAt })),
    );
    expect(sealing.base64url(roster.currentEpoch(verified)!.publicKey)).toBe(rosterVector.epoch.publicKey);
  });

  it("has an intake bundle, an epoch key and a fingerprint that follow", async () => {
    const verified = roster.verifyRoster(log, rootKey);
    const intake = roster.verifyIntakeBundle(rosterVector.intake, rootKey);
    const keys = await sealing.staffKeysOf(sealing.fromHex(rosterVector.epochKey.staffSeed));
    const expected = { epoch: 1, user: rosterVector.epochKey.user };
    const epoch = await roster.openEpochKey(bytes(rosterVector.epochKey.file), keys.sealing.identity, expected, verified);

    expect(epoch?.recipient).toBe(intake.epochRecipient);
    expect(sealing.hex(epoch!.seed)).toBe(rosterVector.epoch.seed);
    expect(sealing.fingerprint(rosterVector.fingerprint.keys.map(bytes)).join(" ")).toBe(rosterVector.fingerprint.words);
  });
});
