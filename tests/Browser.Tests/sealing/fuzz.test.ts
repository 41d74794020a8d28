import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { open, seal } from "../../../src/CaseManager.Browser/lib/sealing/ageFile.ts";
import { readHeader } from "../../../src/CaseManager.Browser/lib/sealing/ageHeader.ts";
import { announcementBody, readAnnouncement } from "../../../src/CaseManager.Browser/lib/sealing/announcement.ts";
import type { Author } from "../../../src/CaseManager.Browser/lib/sealing/author.ts";
import { authenticate } from "../../../src/CaseManager.Browser/lib/sealing/authenticator.ts";
import { equal, utf8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import type { DecodedFrame, FrameHeader } from "../../../src/CaseManager.Browser/lib/sealing/frameFormat.ts";
import { decodeFrame, encodeFrame } from "../../../src/CaseManager.Browser/lib/sealing/frameFormat.ts";
import { DamagedFile } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { keyPairOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import { parseReceipt, receiptDigits, receiptWords } from "../../../src/CaseManager.Browser/lib/sealing/receipt.ts";
import { FrameRefusal } from "../../../src/CaseManager.Browser/lib/sealing/refusal.ts";
import { openWrap, sealWrap } from "../../../src/CaseManager.Browser/lib/sealing/wrap.ts";
import { fuzzRuns, tampered, tampering } from "../fuzz.ts";
import { practiceCase, staffId, staffKey } from "./practice.ts";

const practice = await practiceCase();
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const author = fc.constantFrom<Author>("survivor", `staff:${staffId}`);
const head = fc.record({ author: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((id): Author => `staff:${Buffer.from(id).toString("hex")}`), sequence: fc.integer({ min: 1, max: 2 ** 32 - 1 }), hash: bytes(32) });

/** Any header that a frame of hers or of staff may have, with its body. */
const frames = fc.record({
  author, body: fc.uint8Array({ maxLength: 9000 }), objectId: bytes(16), previous: bytes(32), schemaHash: bytes(32), sequence: fc.integer({ min: 2, max: 2 ** 32 - 1 }),
  generation: fc.integer({ min: 0, max: 2 ** 32 - 1 }), heads: fc.uniqueArray(head, { maxLength: 5, selector: (one) => one.author }),
}).filter(({ author: own, heads, previous }) => heads.every((one) => one.author !== own) && previous.some((byte) => byte !== 0));

const encoded = ({ body, ...rest }: Omit<FrameHeader, "instanceId" | "caseId" | "kind" | "keyPair"> & { readonly body: Uint8Array }): Uint8Array =>
  authenticate(encodeFrame(practice.header(rest), body), rest.author === "survivor" ? practice.survivorKey : staffKey);

/** The frame, or `null` where it is refused by name. Anything else that is thrown fails the test. */
const decoded = (frame: Uint8Array): DecodedFrame | null => refusedOr(() => decodeFrame(frame));

function refusedOr<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof FrameRefusal) return null;
    throw error;
  }
}

/** The bytes that a decoded frame is written as. */
const written = ({ header, body, authenticator }: DecodedFrame): Uint8Array => {
  const covered = encodeFrame(header, body);
  return Uint8Array.from([...covered, header.author === "server" ? 0 : header.author === "survivor" ? 2 : 1, ...authenticator]);
};

describe("bytes from a hostile server", () => {
  it("are a header only in the one spelling that is written", async () => {
    const { recipient } = await keyPairOf();
    const files = [await seal(utf8("x"), [recipient]), await seal(utf8("x"), [recipient, recipient])];
    fc.assert(
      fc.property(fc.constantFrom(...files), tampering, (file, steps) => {
        const changed = tampered(file, steps);
        const header = readHeader(changed);
        if ("fault" in header) return;
        const lines = Buffer.from(changed.subarray(0, header.length)).toString("latin1").split("\n");
        const respelt = lines.map((line) => line.replace(/[A-Za-z0-9+/]{43,}$/, (text) => Buffer.from(text, "base64").toString("base64").replace(/=+$/, "")));
        expect(respelt).toEqual(lines);
        expect(header.recipients).toBe((lines.length - 3) / 2);
      }),
      { numRuns: fuzzRuns },
    );
  });

  it("never open as a file that was changed", async () => {
    const { recipient, identity } = await keyPairOf();
    const file = await seal(utf8("told once"), [recipient]);
    await fc.assert(
      fc.asyncProperty(tampering, async (steps) => {
        const changed = tampered(file, steps);
        if (equal(changed, file)) return;
        const opened = await open(changed, identity).catch((error: unknown) => {
          if (error instanceof DamagedFile) return null;
          throw error;
        });
        expect(opened).toBeNull();
      }),
      { numRuns: Math.ceil(fuzzRuns / 4) },
    );
  });

  it("decode to the frame that was encoded", () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const { header, body } = decodeFrame(encoded(frame));
        const { body: expected, ...rest } = frame;
        expect(equal(body, expected)).toBe(true);
        expect({ ...header, heads: header.heads.length }).toEqual({ ...practice.header(rest), heads: rest.heads.length });
        expect(equal(written(decodeFrame(encoded(frame))), encoded(frame)) || frame.author !== "survivor").toBe(true);
      }),
      { numRuns: fuzzRuns },
    );
  });

  it("decode to a frame only where they are how that frame is written", () => {
    const samples = fc.sample(frames, 20).map(encoded);
    fc.assert(
      fc.property(fc.constantFrom(...samples), tampering, (frame, steps) => {
        const changed = tampered(frame, steps);
        const read = decoded(changed);
        if (read !== null) expect(equal(written(read), changed)).toBe(true);
      }),
      { numRuns: fuzzRuns * 2 },
    );
  });

  it("are a wrap only as it was sealed", async () => {
    const { instanceId, caseId, c, survivorKey, keys, header } = practice;
    const place = { instanceId, caseId, keyPair: "C", generation: 0, objectId: header().objectId, author: "survivor" } as const;
    const { recipient, identity } = await keyPairOf();
    const file = await sealWrap(place, c.seed, null, survivorKey, recipient);
    await fc.assert(
      fc.asyncProperty(tampering, async (steps) => {
        const changed = tampered(file, steps);
        if (equal(changed, file)) return;
        const opened = await openWrap(changed, identity, place, keys).catch((error: unknown) => {
          if (error instanceof DamagedFile || error instanceof FrameRefusal) return null;
          throw error;
        });
        expect(opened).toBeNull();
      }),
      { numRuns: Math.ceil(fuzzRuns / 4) },
    );
  });

  it("are an announcement only as one is written", () => {
    const staff: Author = `staff:${staffId}`;
    const announced = { keyPair: "C", generation: 4, publicKey: practice.c.publicKey } as const;
    const under = practice.header({ kind: "announcement", author: staff, generation: 3 });
    const body = announcementBody(announced);
    expect(readAnnouncement({ header: under, body, addedBySystem: false })).toEqual(announced);
    fc.assert(
      fc.property(tampering, (steps) => {
        const changed = tampered(body, steps);
        const read = refusedOr(() => readAnnouncement({ header: under, body: changed, addedBySystem: false }));
        if (read !== null) expect(equal(announcementBody(read), changed)).toBe(true);
      }),
      { numRuns: fuzzRuns },
    );
  });

  it("or a slip of hers are a receipt only where the check fits, and reading never fails", () => {
    fc.assert(
      fc.property(bytes(10), fc.string({ maxLength: 40, unit: "binary" }), fc.nat(60), (secret, put, at) => {
        for (const typed of [receiptDigits(secret), receiptWords(secret).join(" ")]) {
          const read = parseReceipt(typed.slice(0, at) + put + typed.slice(at));
          if ("secret" in read) expect(parseReceipt(receiptDigits(read.secret))).toEqual(read);
          expect(parseReceipt(typed)).toEqual({ secret });
        }
      }),
      { numRuns: Math.ceil(fuzzRuns / 20) },
    );
  });
});
