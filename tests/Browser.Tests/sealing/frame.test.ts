import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { seal } from "../../../src/CaseManager.Browser/lib/sealing/ageFile.ts";
import type { Author } from "../../../src/CaseManager.Browser/lib/sealing/author.ts";
import { authenticate, verifyAuthenticator } from "../../../src/CaseManager.Browser/lib/sealing/authenticator.ts";
import { concat, fromHex, randomBytes, utf8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import type { Expected } from "../../../src/CaseManager.Browser/lib/sealing/frame.ts";
import { openFrame, sealFrame } from "../../../src/CaseManager.Browser/lib/sealing/frame.ts";
import type { FrameHeader } from "../../../src/CaseManager.Browser/lib/sealing/frameFormat.ts";
import { decodeFrame, encodeFrame } from "../../../src/CaseManager.Browser/lib/sealing/frameFormat.ts";
import { keyPairOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import { paddedLength } from "../../../src/CaseManager.Browser/lib/sealing/padding.ts";
import { FrameRefusal } from "../../../src/CaseManager.Browser/lib/sealing/refusal.ts";
import { honest, practiceCase, staffId, staffKey } from "./practice.ts";

let practice: Awaited<ReturnType<typeof practiceCase>>;
beforeAll(async () => {
  practice = await practiceCase();
});

const staff: Author = `staff:${staffId}`;

describe("frames", () => {
  it("come back from the survivor, from staff and from the server", async () => {
    const { c, keys, header, survivorKey } = practice;
    const n = await keyPairOf();
    const written = [
      { header: header(), key: survivorKey, to: c },
      { header: header({ author: staff, heads: [{ author: "survivor", sequence: 3, hash: randomBytes(32) }] }), key: staffKey, to: c },
      { header: header({ author: "server", kind: "answer", keyPair: "N" }), key: { none: true } as const, to: n },
    ];
    for (const { header, key, to } of written) {
      const file = await sealFrame(header, utf8("body"), key, [to.recipient]);
      const opened = await openFrame(file, to.identity, honest(header), keys);

      expect(opened).toEqual({ header, body: utf8("body"), addedBySystem: header.author === "server" });
    }
  });

  const claims: [string, (honest: Expected) => Partial<Expected>][] = [
    ["instance", () => ({ instanceId: randomBytes(16) })],
    ["case", () => ({ caseId: randomBytes(16) })],
    ["key-pair", () => ({ keyPair: "N" })],
    ["generation", () => ({ generation: 1 })],
    ["object", () => ({ objectId: randomBytes(16) })],
    ["kind", () => ({ kind: "consent" })],
    ["author", () => ({ author: staff })],
    ["sequence", () => ({ sequence: 2 })],
    ["previous", () => ({ previous: randomBytes(32) })],
  ];
  it.each(claims)("a server that lies about the %s is refused", async (code, lie) => {
    const { c, keys, header, survivorKey } = practice;
    const truth = header();
    const file = await sealFrame(truth, utf8("body"), survivorKey, [c.recipient]);

    const claim = { ...honest(truth), ...lie(truth) };

    await expect(openFrame(file, c.identity, claim, keys)).rejects.toMatchObject({ name: "FrameRefusal", code });
  });

  it("nobody else's authenticator passes for the survivor's or a caseworker's", async () => {
    const { c, keys, header } = practice;
    const forged = header();
    const file = await sealFrame(forged, utf8("x"), { survivorMac: randomBytes(32) }, [c.recipient]);
    await expect(openFrame(file, c.identity, forged, keys)).rejects.toMatchObject({ code: "authenticator" });

    const ofStaff = header({ author: staff });
    const wrongSeed = await sealFrame(ofStaff, utf8("x"), { signingSeed: randomBytes(32) }, [c.recipient]);
    await expect(openFrame(wrongSeed, c.identity, ofStaff, keys)).rejects.toMatchObject({ code: "authenticator" });

    const stranger = header({ author: `staff:${"f".repeat(32)}` });
    const ofStranger = await sealFrame(stranger, utf8("x"), staffKey, [c.recipient]);
    await expect(openFrame(ofStranger, c.identity, stranger, keys)).rejects.toMatchObject({ code: "unknown-signer" });
  });

  it("an author cannot seal with another author's kind of key", async () => {
    const { header } = practice;
    await expect(sealFrame(header(), utf8("x"), staffKey, [practice.c.recipient])).rejects.toMatchObject({ code: "author" });
  });

  it("what the server adds under C is refused unless the case is server-assisted", async () => {
    const { c, keys, header } = practice;
    const added = header({ author: "server", kind: "assisted-report" });
    const file = await sealFrame(added, utf8("x"), { none: true }, [c.recipient]);

    await expect(openFrame(file, c.identity, added, keys)).rejects.toMatchObject({ code: "not-assisted" });
    const opened = await openFrame(file, c.identity, added, { ...keys, serverAssisted: true });
    expect(opened?.addedBySystem).toBe(true);
  });

  const forbidden: [string, Partial<FrameHeader>, string][] = [
    ["a note under C", { kind: "note", author: staff }, "unknown-kind"],
    ["a report under N", { kind: "report", keyPair: "N", author: staff }, "unknown-kind"],
    ["an unknown kind", { kind: "picture" as "note" }, "unknown-kind"],
    ["a message by the server", { author: "server" }, "author-may-not"],
    ["a release copy by the survivor", { kind: "release-copy" }, "author-may-not"],
    ["an announcement by the survivor", { kind: "announcement" }, "author-may-not"],
    ["sequence 0", { sequence: 0 }, "sequence"],
    ["a wrap in the chain", { kind: "wrap", sequence: 1 }, "sequence"],
    ["a first frame with a previous one", { previous: new Uint8Array(32).fill(1) }, "previous"],
    ["a later frame without a previous one", { sequence: 2 }, "previous"],
    ["a head of the author's own", { heads: [{ author: "survivor", sequence: 1, hash: new Uint8Array(32) }] }, "heads"],
    ["two heads of one author", { heads: Array(2).fill({ author: staff, sequence: 1, hash: new Uint8Array(32) }) }, "heads"],
  ];
  it.each(forbidden)("%s is not made", (_, change, code) => {
    expect(() => encodeFrame(practice.header(change), utf8("x"))).toThrow(expect.objectContaining({ code }));
  });

  it("any single changed bit is refused, by the decoder or by the authenticator", () => {
    const { header, keys, survivorKey } = practice;
    const heads = [{ author: staff, sequence: 1, hash: randomBytes(32) }];
    const frame = authenticate(encodeFrame(header({ heads }), utf8("a body of some length")), survivorKey);
    fc.assert(
      fc.property(fc.oneof(fc.nat(330), fc.nat(frame.length - 1)), fc.nat(7), (at, bit) => {
        const changed = frame.slice();
        changed[at]! ^= 1 << bit;
        expect(() => verifyAuthenticator(decodeFrame(changed), keys)).toThrow(FrameRefusal);
      }),
      { numRuns: 2000 },
    );
  });

  it("unsorted heads are refused on reading", () => {
    const other: Author = `staff:${"a".repeat(32)}`;
    const frame = authenticate(encodeFrame(practice.header({
      heads: [{ author: staff, sequence: 1, hash: new Uint8Array(32) }, { author: other, sequence: 1, hash: new Uint8Array(32) }],
    }), utf8("x")), practice.survivorKey);
    const at = (author: Author) => findBytes(frame, utf8(author));
    const first = at(staff);
    const second = at(other);
    frame.set(utf8(other), first);
    frame.set(utf8(staff), second);

    expect(() => decodeFrame(frame)).toThrow(expect.objectContaining({ code: "heads" }));
  });

  it("padding that is not zero, bytes too many, bytes too few and another bucket are refused", () => {
    const frame = authenticate(encodeFrame(practice.header(), utf8("x")), practice.survivorKey);
    const spoiled = frame.slice();
    spoiled[2000] = 1;

    expect(() => decodeFrame(spoiled)).toThrow(expect.objectContaining({ code: "padding" }));
    expect(() => decodeFrame(concat(frame, new Uint8Array(1)))).toThrow(expect.objectContaining({ code: "length" }));
    expect(() => decodeFrame(frame.slice(0, -1))).toThrow(expect.objectContaining({ code: "length" }));
    expect(() => decodeFrame(concat(frame.slice(0, -33), new Uint8Array(4096), frame.slice(-33)))).toThrow(FrameRefusal);
  });

  it("another version is refused", () => {
    const frame = authenticate(encodeFrame(practice.header(), utf8("x")), practice.survivorKey);
    frame[4] = 2;

    expect(() => decodeFrame(frame)).toThrow(expect.objectContaining({ code: "unknown-version" }));
  });

  it("a sealed file that is no frame is refused", async () => {
    const { c, keys, header } = practice;
    const file = await seal(utf8("hello"), [c.recipient]);

    await expect(openFrame(file, c.identity, header(), keys)).rejects.toMatchObject({ code: "not-a-frame" });
  });

  it("the decoder refuses random bytes by name", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(() => decodeFrame(concat(utf8("CMF1"), fromHex("01"), bytes))).toThrow(FrameRefusal);
      }),
    );
  });
});

describe("padding", () => {
  it("is 4 KiB at least, grows, and costs at most 12 percent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4097, max: 30_000_000 }), (length) => {
        const padded = paddedLength(length);
        expect(padded).toBeGreaterThanOrEqual(length);
        expect(padded).toBeLessThanOrEqual(length * 1.12);
        expect(paddedLength(padded)).toBe(padded);
      }),
    );
    expect(paddedLength(0)).toBe(4096);
    expect(paddedLength(4096)).toBe(4096);
    expect(paddedLength(4097)).toBe(4352);
  });

  it("hides the length of a body: two short ones give files of one size", async () => {
    const { header, survivorKey, c } = practice;
    const one = await sealFrame(header(), utf8("x"), survivorKey, [c.recipient]);
    const other = await sealFrame(header(), utf8("x".repeat(3000)), survivorKey, [c.recipient]);

    expect(one.length).toBe(other.length);
  });
});

function findBytes(haystack: Uint8Array, needle: Uint8Array): number {
  for (let i = 0; ; i++) if (needle.every((byte, j) => haystack[i + j] === byte)) return i;
}
