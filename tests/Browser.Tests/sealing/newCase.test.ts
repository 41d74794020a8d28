import { sha256 } from "@noble/hashes/sha2.js";
import { beforeAll, describe, expect, it } from "vitest";
import { fromBase64url, fromHex, randomBytes } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { parseBody } from "../../../src/CaseManager.Browser/lib/sealing/body.ts";
import { cardOf } from "../../../src/CaseManager.Browser/lib/sealing/card.ts";
import { open } from "../../../src/CaseManager.Browser/lib/sealing/ageFile.ts";
import { verifyChains } from "../../../src/CaseManager.Browser/lib/sealing/chain.ts";
import { openFrame } from "../../../src/CaseManager.Browser/lib/sealing/frame.ts";
import type { KeyPair } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import { keyPairOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import type { PreparedCase } from "../../../src/CaseManager.Browser/lib/sealing/newCase.ts";
import { prepareCase, sealNewCase, wrapsForEpoch } from "../../../src/CaseManager.Browser/lib/sealing/newCase.ts";
import { receivedObject } from "../../../src/CaseManager.Browser/lib/sealing/storedObject.ts";
import { openWrap } from "../../../src/CaseManager.Browser/lib/sealing/wrap.ts";

const shared = { about: "me", age: "adult", danger: "none", deadline: null, contact: null } as const;
const report = {
  v: 1, ...shared, links: [], leftovers: "", story: "", where: "", since: "", name: "", consents: ["send-links"], language: "en", zone: "UTC",
  at: "2026-01-01T00:00:00Z",
} as const;

const instanceId = randomBytes(16);
let epoch: KeyPair;
let recovery: KeyPair;
const prepare = () =>
  prepareCase({ instanceId, salt: randomBytes(16), epoch: 4, epochRecipient: epoch.recipient, recoveryRecipient: recovery.recipient });
let prepared: PreparedCase;
beforeAll(async () => {
  epoch = await keyPairOf();
  recovery = await keyPairOf();
  prepared = await prepare();
});

describe("a new case", () => {
  it("is opened by epoch, recovery and receipt alike, and shows no word to the server", async () => {
    const posted = JSON.parse(JSON.stringify(await sealNewCase(prepared, report)));
    const caseId = fromHex(posted.case.id);
    const hers = await keyPairOf(prepared.receiptKeys.survivorSeed);

    expect(posted.wraps.map((wrap: { recipient: string }) => wrap.recipient)).toEqual(["epoch:4", "recovery", "receipt"]);
    for (const [i, reader] of [epoch, recovery, hers].entries()) {
      const wrap = receivedObject(posted.wraps[i], instanceId, caseId);
      const opened = (await openWrap(wrap.file, reader.identity, wrap.place, {}))!;
      const objects = posted.objects.map((object: never) => receivedObject(object, instanceId, caseId)) as ReturnType<typeof receivedObject>[];
      const [first, second] = await Promise.all(
        objects.map(({ file, place }) => openFrame(file, opened.key.identity, place, { survivorMac: opened.survivorMac })),
      );

      expect(opened.receiptPublicKey).toEqual(hers.publicKey);
      expect(parseBody("triage-card", first!.body)).toEqual(cardOf(report));
      expect(parseBody("report", second!.body)).toEqual(report);
      expect(verifyChains(objects.map(({ place, hash }) => ({ ...place, hash, heads: [] })))).toHaveLength(1);
    }
    expect(fromBase64url(posted.receipt.lookupHash)).toEqual(sha256(prepared.receiptKeys.lookupId));
  });

  it("continues the chain of a draft", async () => {
    const hash = randomBytes(32);
    const { objects } = await sealNewCase(await prepare(), report, { sequence: 2, hash });

    expect(objects.map((object) => object.sequence)).toEqual([3, 4]);
    expect(fromBase64url(objects[0]!.previous)).toEqual(hash);
  });

  it("is sealed once", async () => {
    const once = await prepare();
    await sealNewCase(once, report);

    await expect(sealNewCase(once, report)).rejects.toThrow("one file");
  });
});

describe("what the server says of an object", () => {
  const stored = { objectId: "0".repeat(32), keyPair: "C", generation: 0, kind: "message", author: "survivor", sequence: 1, previous: "", file: "" };
  it.each([
    ["key-pair", { keyPair: "X" }], ["object", { objectId: "zz" }], ["unknown-kind", { kind: "note" }], ["author", { author: "staff:me" }],
    ["previous", { previous: "=" }], ["not-a-frame", { file: "=" }],
  ])("is refused where its %s cannot be", (code, change) => {
    expect(() => receivedObject({ ...stored, ...change }, instanceId, randomBytes(16))).toThrow(expect.objectContaining({ code }));
  });
});

describe("the team's key turned while she typed", () => {
  const newest = async (epochNumber: number, key: KeyPair) => wrapsForEpoch(prepared, {
    instanceId, salt: randomBytes(16), epoch: epochNumber, epochRecipient: key.recipient, recoveryRecipient: recovery.recipient,
  });

  it("costs one new wrap, and the others stay as they were", async () => {
    const next = await keyPairOf();

    const wraps = await newest(5, next);

    expect(wraps.map(({ recipient }) => recipient)).toEqual(["epoch:5", "recovery", "receipt"]);
    expect(wraps.slice(1)).toEqual(prepared.wraps.slice(1));
    expect(await open(fromBase64url(wraps[0]!.file)!, next.identity)).not.toBeNull();
  });

  it("is never taken back to an older one", async () => {
    expect(await newest(4, await keyPairOf())).toBe(prepared.wraps);
    expect(await newest(3, await keyPairOf())).toBe(prepared.wraps);
  });
});
