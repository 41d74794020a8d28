import { describe, expect, it } from "vitest";
import published from "../../vectors/paper.json" with { type: "json" };
import { fromBase64url, keyPairOf, maximumDocument, randomBytes, seal, sealDocument } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { openDocument } from "../../../src/CaseManager.Browser/lib/sealing/openDocument.ts";

const bytes = (name: keyof typeof published): Uint8Array => fromBase64url(published[name])!;

describe("a document under a key of its own", () => {
  it.each([0, 1, 4088, 4089, 65_528, 65_529, 1_000_000, maximumDocument])("opens to the same %i bytes", async (length) => {
    const bytes = new Uint8Array(length).fill(7);
    const sealed = await sealDocument(bytes);
    expect(Buffer.compare(await openDocument(sealed.file, sealed), bytes)).toBe(0);
  });

  it("that was published opens", async () => {
    expect(await openDocument(bytes("file"), { hash: bytes("hash"), seed: bytes("seed") })).toEqual(bytes("content"));
  });

  it("is not longer than the server takes", async () => {
    expect((await sealDocument(new Uint8Array(maximumDocument))).file.length).toBeLessThanOrEqual(10_747_904 + 164 * 16 + 16 + 2048);
    await expect(sealDocument(new Uint8Array(maximumDocument + 1))).rejects.toThrow(RangeError);
  });

  it("tells by its length no more than padding lets through", async () => {
    const lengths = await Promise.all([100_000, 100_001, 100_300].map(async (length) => (await sealDocument(new Uint8Array(length))).file.length));
    expect(new Set(lengths).size).toBe(1);
  });

  it("lets the page react while it is sealed", async () => {
    let pauses = 0;
    await sealDocument(new Uint8Array(3 * 1024 * 1024), async () => void pauses++);
    expect(pauses).toBeGreaterThan(4);
  });

  it("refuses other bytes, another key, or a hash that is not theirs", async () => {
    const [one, other] = [await sealDocument(randomBytes(5000)), await sealDocument(randomBytes(5000))];
    const changed = one.file.slice();
    changed[changed.length - 1]! ^= 1;
    await expect(openDocument(changed, one)).rejects.toThrow("content");
    await expect(openDocument(other.file, one)).rejects.toThrow("content");
    await expect(openDocument(one.file, { hash: one.hash, seed: other.seed })).rejects.toThrow("content");
  });

  it("refuses what somebody who knows its key put in its place", async () => {
    const one = await sealDocument(new Uint8Array(10));
    const swapped = await seal(new Uint8Array(4096), [(await keyPairOf(one.seed)).recipient]);
    await expect(openDocument(swapped, one)).rejects.toThrow("content");
  });
});
