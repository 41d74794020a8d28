import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { base64url, compare, equal, fromBase64url, fromHex, hex, u16, u32, u64, u8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";

describe("bytes", () => {
  it("come back from base64url and from hexadecimal", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase64url(base64url(bytes))).toEqual(new Uint8Array(bytes));
        expect(fromHex(hex(bytes))).toEqual(new Uint8Array(bytes));
        expect(equal(bytes, bytes.slice())).toBe(true);
        expect(compare(bytes, bytes)).toBe(0);
      }),
    );
  });

  it.each(["AA==", "A", "AB", "A+", "A/", "AA AA", "é"])("refuses %s as base64url: one spelling only", (text) => {
    expect(fromBase64url(text)).toBeNull();
  });

  it("writes integers with the highest byte first and refuses what does not fit", () => {
    expect(hex(u8(255)) + hex(u16(258)) + hex(u32(0xdeadbeef)) + hex(u64(2 ** 53 - 1))).toBe("ff0102deadbeef001fffffffffffff");
    for (const wrong of [() => u8(256), () => u16(-1), () => u32(2 ** 32), () => u64(0.5), () => u64(2 ** 53)]) {
      expect(wrong).toThrow(RangeError);
    }
  });
});
