import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SignedHead } from "../../../src/CaseManager.Browser/lib/audit/dailyHead.ts";
import { headHash, HeadRefusal, verifyHeads } from "../../../src/CaseManager.Browser/lib/audit/dailyHead.ts";
import type { HeadEntry } from "../../../src/CaseManager.Browser/lib/audit/headList.ts";
import { firstLost, isList, listHash } from "../../../src/CaseManager.Browser/lib/audit/headList.ts";
import { base64url, concat, fromHex, hex, u32, utf8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { isSignedBy, signBytes } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import vectors from "../../vectors/audit.json" with { type: "json" };

const instance = "00".repeat(15) + "01";
const hashOf = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

type Entry = Pick<HeadEntry, "chain" | "sequence" | "hash">;
const entry = (chain: number, sequence: number, hash = sequence): Entry => ({
  chain: chain.toString(16).padStart(32, "0"), sequence, hash: hashOf(hash % 256),
});
const listOf = (...entries: readonly Entry[]): Uint8Array => concat(...entries.flatMap(({ chain, sequence, hash }) => [fromHex(chain), u32(sequence), hash]));

interface Written { readonly bytes: Uint8Array; readonly list: Uint8Array; readonly day: string }

const head = (day: string, previous: Uint8Array, list: Uint8Array, change: object = {}): Written => ({
  day,
  list,
  bytes: utf8(JSON.stringify({
    v: 1, instance, day, previous: base64url(previous), chains: list.length / 52, list: base64url(listHash(list)), at: `${day}T00:00:01Z`, ...change,
  })),
});

const first = head("2026-03-01", hashOf(0), listOf(entry(0, 4), entry(7, 2), entry(9, 1)));
const second = head("2026-03-02", headHash(first.bytes), listOf(entry(0, 6), entry(7, 2), entry(9, 1)));
const signedOf = ({ bytes, list, day }: Written): SignedHead => ({ instance, day, hash: headHash(bytes), list });
const after = (list: Uint8Array, change: object = {}): Written => head("2026-03-03", headHash(second.bytes), list, change);

const refusal = (heads: readonly Written[], signed: Written | null, list = heads.at(-1)?.list ?? new Uint8Array()): HeadRefusal | null => {
  try {
    verifyHeads({ heads: heads.map(({ bytes }) => bytes), list }, instance, signed === null ? null : signedOf(signed));
    return null;
  } catch (problem) {
    if (problem instanceof HeadRefusal) return problem;
    throw problem;
  }
};
const code = (...asked: Parameters<typeof refusal>): string | null => refusal(...asked)?.code ?? null;

describe("a daily head of the audit", () => {
  it("is taken where everything that was there is still there, also after days without a signature", () => {
    const third = after(listOf(entry(0, 9), entry(3, 1), entry(7, 5), entry(9, 1)));

    expect(code([first], null)).toBeNull();
    expect(code([first], first)).toBeNull();
    expect(code([first, second, third], first)).toBeNull();
  });

  it.each([
    ["vanished", listOf(entry(0, 9), entry(9, 1))],
    ["vanished", listOf(entry(0, 9), entry(7, 2))],
    ["backwards", listOf(entry(0, 9), entry(7, 1), entry(9, 1))],
    ["changed", listOf(entry(0, 9), entry(7, 2, 77), entry(9, 1))],
  ])("is refused where a chain %s", (expected, list) => {
    const found = refusal([second, after(list)], second);

    expect(found?.code).toBe(expected);
    expect(found?.fault?.before.chain).toMatch(/^0{31}[79]$/);
  });

  it("is refused where the days between do not follow", () => {
    const third = after(second.list);
    const other = head("2026-03-02", hashOf(5), second.list);

    expect(code([first, third], first)).toBe("link");
    expect(code([first, other, third], first)).toBe("link");
    expect(code([first, { ...second, bytes: head("2026-03-01", headHash(first.bytes), second.list).bytes }], first)).toBe("link");
  });

  it("is refused where what was countersigned is shown differently, or no more", () => {
    expect(code([head("2026-03-02", headHash(first.bytes), listOf(entry(0, 5)))], second)).toBe("fork");
    expect(code([first], second)).toBe("rollback");
    expect(code([], second)).toBe("rollback");
  });

  it("is refused where the list is not the one it names", () => {
    const unsorted = listOf(entry(7, 2), entry(0, 4));
    const twice = listOf(entry(0, 4), entry(0, 4));
    const empty = listOf(entry(0, 0));

    expect(code([first], null, second.list)).toBe("list");
    expect(code([head("2026-03-01", hashOf(0), first.list, { chains: 2 })], null, first.list)).toBe("list");
    for (const list of [unsorted, twice, empty, first.list.subarray(1)]) expect(isList(list)).toBe(false);
    expect(code([head("2026-03-01", hashOf(0), unsorted)], null)).toBe("list");
  });

  it("is refused where it is none, or another organisation's", () => {
    expect(code([{ ...first, bytes: utf8("{}") }], null, first.list)).toBe("shape");
    expect(code([head("2026-03-01", hashOf(0), first.list, { spare: 1 })], null)).toBe("shape");
    expect(code([head("2026-03-01", hashOf(0), first.list, { instance: "22".repeat(16) })], null)).toBe("instance");
  });

  it("continues another exactly where no chain lost anything", () => {
    const chain = fc.record({ chain: fc.integer({ min: 0, max: 30 }), sequence: fc.integer({ min: 1, max: 9 }) });
    const chains = fc.uniqueArray(chain, { selector: (one) => one.chain, maxLength: 20 }).map((all) => all.toSorted((a, b) => a.chain - b.chain));

    fc.assert(fc.property(chains, chains, (before, now) => {
      const kept = before.every((was) => now.some((is) => is.chain === was.chain && is.sequence >= was.sequence));
      const lost = firstLost(listOf(...before.map((one) => entry(one.chain, one.sequence))), listOf(...now.map((one) => entry(one.chain, one.sequence))));

      expect(lost === null).toBe(kept);
    }));
  });
});

describe("the published vectors", () => {
  const list = fromHex(vectors.list);
  const documents = vectors.heads.map(({ document }) => utf8(document));

  it("have these hashes", () => {
    expect(hex(listOf(...vectors.entries.map((one) => ({ ...one, hash: fromHex(one.hash) }))))).toBe(vectors.list);
    expect(hex(listHash(list))).toBe(vectors.listHash);
    expect(documents.map((document) => hex(headHash(document)))).toEqual(vectors.heads.map(({ hash }) => hash));
  });

  it("are verified and signed as they are", () => {
    const { bytes } = verifyHeads({ heads: [documents[1]!], list }, "000102030405060708090a0b0c0d0e0f", null);
    const signature = signBytes("casemanager/1 audit head", bytes, fromHex(vectors.signingSeed));

    expect(hex(ed25519.getPublicKey(fromHex(vectors.signingSeed)))).toBe(vectors.signingKey);
    expect(hex(signature)).toBe(vectors.signature);
    expect(isSignedBy("casemanager/1 audit head", { bytes, signature }, fromHex(vectors.signingKey))).toBe(true);
  });
});
