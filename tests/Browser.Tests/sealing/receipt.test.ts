import { sha256 } from "@noble/hashes/sha2.js";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex, hex, utf8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { newReceipt, parseReceipt, receiptDigits, receiptWords } from "../../../src/CaseManager.Browser/lib/sealing/receipt.ts";
import { deriveReceiptKeys } from "../../../src/CaseManager.Browser/lib/sealing/receiptKeys.ts";
import { english } from "../../../src/CaseManager.Browser/lib/sealing/words/english.ts";
import { replacements } from "../../../src/CaseManager.Browser/lib/sealing/words/englishReplacements.ts";
import vectors from "../../vectors/receipt.json" with { type: "json" };

const secrets = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe("the English list", () => {
  it("has exactly 2,048 words, no two alike in their first four letters", () => {
    expect(new Set(english.map((word) => word.slice(0, 4))).size).toBe(2048);
    expect(english).toHaveLength(2048);
  });

  it("is fixed for good", () => {
    expect(hex(sha256(utf8(english.join("\n"))))).toBe(vectors.englishSha256);
  });

  it("is the BIP-39 list but for the replacements", () => {
    expect(english).toEqual(wordlist.map((word) => replacements[word] ?? word));
  });

  it("holds no replaced word", () => {
    for (const distressing of Object.keys(replacements)) expect(english).not.toContain(distressing);
  });
});

describe("receipt", () => {
  it("comes back from its words and from its digits", () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        expect(parseReceipt(receiptWords(secret).join(" "))).toEqual({ secret });
        expect(parseReceipt(receiptDigits(secret))).toEqual({ secret });
      }),
    );
  });

  it("forgives case, separators, accents and words cut to four letters", () => {
    const secret = newReceipt();
    const words = receiptWords(secret);
    const typed = words.map((word) => word.slice(0, 4).toUpperCase());

    expect(parseReceipt(`  ${typed.join(" - ")}. `)).toEqual({ secret });
    expect(parseReceipt(words.map((word) => word.replace(/[aeiou]/, "$&\u0301")).join("\n"))).toEqual({ secret });
  });

  it.each([
    ["Arabic-Indic", 0x660], ["Persian", 0x6f0], ["Devanagari", 0x966], ["full width", 0xff10], ["bold mathematical", 0x1d7ce],
  ])("reads %s digits", (_, zero) => {
    const secret = fromHex("0123456789abcdef0123");
    const typed = receiptDigits(secret).replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

    expect(parseReceipt(typed)).toEqual({ secret });
  });

  it("says which word it does not know", () => {
    expect(parseReceipt("zebra zebra xxxx zebra zebra zebra zebra zebra")).toEqual({ mistyped: "unknown-word", position: 2 });
  });

  it("says mistyped for a wrong digit, a number of 2^80, a missing word, a wrong check", () => {
    const digits = receiptDigits(fromHex("ffffffffffffffffffff")).replaceAll(" ", "");
    const next = (1n << 80n).toString();

    expect(parseReceipt(digits.slice(0, -1) + ((Number(digits.at(-1)) + 1) % 10))).toEqual({ mistyped: "check" });
    expect(parseReceipt(next + (98n - (BigInt(next) * 100n) % 97n).toString().padStart(2, "0"))).toEqual({ mistyped: "check" });
    expect(parseReceipt("zebra zebra")).toEqual({ mistyped: "length" });
    expect(parseReceipt("")).toEqual({ mistyped: "length" });
    expect(parseReceipt(`${receiptWords(new Uint8Array(10)).slice(0, 7).join(" ")} zoo`)).toEqual({ mistyped: "check" });
  });

  it("every single wrong digit is caught", () => {
    fc.assert(
      fc.property(secrets, fc.nat(26), fc.integer({ min: 1, max: 9 }), (secret, at, by) => {
        const digits = [...receiptDigits(secret).replaceAll(" ", "")];
        digits[at] = String((Number(digits[at]) + by) % 10);
        expect(parseReceipt(digits.join(""))).toHaveProperty("mistyped");
      }),
    );
  });

  it.each(vectors.receipts)("follows the published vector $secret", async (vector) => {
    const secret = fromHex(vector.secret);

    expect(receiptWords(secret).join(" ")).toBe(vector.words);
    expect(receiptDigits(secret)).toBe(vector.digits);
    const keys = await deriveReceiptKeys(secret, fromHex(vector.salt));
    expect(hex(keys.lookupId)).toBe(vector.lookupId);
    expect(hex(keys.authToken)).toBe(vector.authToken);
    expect(hex(keys.survivorSeed)).toBe(vector.survivorSeed);
  });
});
