import { beforeAll, describe, expect, it } from "vitest";
import type { Author } from "../../../src/CaseManager.Browser/lib/sealing/author.ts";
import { announcementBody, readAnnouncement } from "../../../src/CaseManager.Browser/lib/sealing/announcement.ts";
import { randomBytes } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { openFrame, sealFrame } from "../../../src/CaseManager.Browser/lib/sealing/frame.ts";
import type { KeyPair } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import { keyPairOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import type { WrapPlace } from "../../../src/CaseManager.Browser/lib/sealing/wrap.ts";
import { openWrap, sealWrap } from "../../../src/CaseManager.Browser/lib/sealing/wrap.ts";
import { practiceCase, staffId, staffKey } from "./practice.ts";

let practice: Awaited<ReturnType<typeof practiceCase>>;
let epoch: KeyPair;
let receipt: KeyPair;
beforeAll(async () => {
  practice = await practiceCase();
  epoch = await keyPairOf();
  receipt = await keyPairOf();
});

const staff: Author = `staff:${staffId}`;
const place = (change: Partial<WrapPlace> = {}): WrapPlace => ({
  instanceId: practice.instanceId, caseId: practice.caseId, keyPair: "C", generation: 0, objectId: randomBytes(16),
  author: "survivor", ...change,
});

describe("wraps", () => {
  it("the survivor's wrap gives staff the key of the case, proven by the case id and her authenticator", async () => {
    const { c, survivorKey, survivorMac } = practice;
    const at = place();
    const file = await sealWrap(at, c.seed, receipt.publicKey, survivorKey, epoch.recipient);

    expect(await openWrap(file, epoch.identity, at, {})).toEqual({
      keyPair: "C", generation: 0, key: c, receiptPublicKey: receipt.publicKey, survivorMac, addedBySystem: false,
    });
    expect(await openWrap(file, receipt.identity, at, {})).toBeNull();
  });

  it("a case key put in by the server is refused", async () => {
    const evil = await keyPairOf();
    const at = place();
    const file = await sealWrap(at, evil.seed, null, practice.survivorKey, epoch.recipient);

    await expect(openWrap(file, epoch.identity, at, {})).rejects.toMatchObject({ code: "case" });
  });

  it("another case's wrap is refused", async () => {
    const other = await practiceCase();
    const theirs = { ...place(), instanceId: other.instanceId, caseId: other.caseId };
    const file = await sealWrap(theirs, other.c.seed, null, other.survivorKey, epoch.recipient);

    await expect(openWrap(file, epoch.identity, { ...theirs, caseId: practice.caseId }, {})).rejects.toMatchObject({ code: "case" });
  });

  it("a receipt key that she did not put in is refused, because her authenticator covers it", async () => {
    const evil = await keyPairOf();
    const at = place();
    const file = await sealWrap(at, practice.c.seed, evil.publicKey, { survivorMac: randomBytes(32) }, epoch.recipient);

    await expect(openWrap(file, epoch.identity, at, {})).rejects.toMatchObject({ code: "authenticator" });
  });

  it("the system's wrap is accepted for a server-assisted case only, and says so", async () => {
    const at = place({ author: "server" });
    const file = await sealWrap(at, practice.c.seed, null, { none: true }, epoch.recipient);

    await expect(openWrap(file, epoch.identity, at, {})).rejects.toMatchObject({ code: "not-assisted" });
    expect((await openWrap(file, epoch.identity, at, { serverAssisted: true }))?.addedBySystem).toBe(true);
  });

  it("N is accepted only with its announcement", async () => {
    const { header, keys, c } = practice;
    const n = await keyPairOf();
    const announced = header({ kind: "announcement", author: staff });
    const announcement = { keyPair: "N", generation: 0, publicKey: n.publicKey } as const;
    const sealed = await sealFrame(announced, announcementBody(announcement), staffKey, [c.recipient]);
    const at = place({ keyPair: "N", author: staff });
    const file = await sealWrap(at, n.seed, null, staffKey, epoch.recipient);

    const read = readAnnouncement((await openFrame(sealed, c.identity, announced, keys))!);

    expect(read).toEqual(announcement);
    await expect(openWrap(file, epoch.identity, at, keys)).rejects.toMatchObject({ code: "not-announced" });
    await expect(openWrap(file, epoch.identity, at, keys, c.publicKey)).rejects.toMatchObject({ code: "not-announced" });
    expect((await openWrap(file, epoch.identity, at, keys, read.publicKey))?.key).toEqual(n);
  });

  it("N is never wrapped with a receipt key", () => {
    expect(() => sealWrap(place({ keyPair: "N", author: staff }), randomBytes(32), receipt.publicKey, staffKey, epoch.recipient))
      .toThrow(expect.objectContaining({ code: "body" }));
  });

  it("the survivor makes no later generation of C", async () => {
    await expect(sealWrap(place({ generation: 1 }), randomBytes(32), null, practice.survivorKey, epoch.recipient))
      .rejects.toMatchObject({ code: "author-may-not" });
  });

  it("an announcement under the wrong generation is refused", async () => {
    const { header, keys, c } = practice;
    const n = await keyPairOf();
    const at = header({ kind: "announcement", author: staff });
    for (const wrong of [{ keyPair: "N", generation: 1 }, { keyPair: "C", generation: 2 }, { keyPair: "C", generation: 0 }] as const) {
      const body = announcementBody({ ...wrong, publicKey: n.publicKey });
      const frame = (await openFrame(await sealFrame(at, body, staffKey, [c.recipient]), c.identity, at, keys))!;
      expect(() => readAnnouncement(frame)).toThrow(expect.objectContaining({ code: "body" }));
    }
  });
});
