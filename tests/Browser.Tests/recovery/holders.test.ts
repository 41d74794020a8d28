import { describe, expect, test } from "vitest";
import {
  hashOfFiles, newHolderWords, openForHolders, pairs, pairsOf, sameWord, sealForHolders, typedWords,
} from "../../../src/CaseManager.Browser/lib/recovery/holders.ts";
import type { RecoverySecrets } from "../../../src/CaseManager.Browser/lib/recovery/recoveryText.ts";
import { readRecoveryText, recoveryText } from "../../../src/CaseManager.Browser/lib/recovery/recoveryText.ts";
import { hex, utf8, utf8Text } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { identityOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";

const cheap = 10;
const secrets: RecoverySecrets = {
  instance: "0123456789abcdef0123456789abcdef", rootSeed: new Uint8Array(32).fill(7), recoveryIdentity: identityOf(new Uint8Array(32).fill(9)),
};

describe("three holders", () => {
  test("any two open their file, and nobody opens another's", async () => {
    const words = newHolderWords();
    const files = await sealForHolders(secrets, words, undefined, cheap);

    for (const pair of pairs) {
      expect(await openForHolders(files[pair], pair, words)).toEqual(secrets);
    }
    expect(await openForHolders(files.AB, "AC", words)).toBeNull();
    expect(await openForHolders(files.AB, "AB", { A: words.A, B: words.C })).toBeNull();
    expect(await openForHolders(files.AB, "AB", { A: words.B, B: words.A })).toBeNull();
  });

  test("get ten words each, all different, and two files each", () => {
    const { A, B, C } = newHolderWords();

    expect(new Set([A, B, C]).size).toBe(3);
    for (const words of [A, B, C]) expect(typedWords(words)).toBe(words);
    expect([pairsOf("A"), pairsOf("B"), pairsOf("C")]).toEqual([["AB", "AC"], ["AB", "BC"], ["AC", "BC"]]);
  });

  test("type their words as paper and haste make them", () => {
    const words = "one two three four five six seven eight nine ten";

    expect(typedWords("  One two\tTHREE four, five\nsix seven  eight 9. nine ten ")).toBe(words);
    expect(typedWords("1 one 2 two 3 three 4 four 5 five 6 six 7 seven 8 eight 9 nine 10 ten")).toBe(words);
    expect(typedWords("one two three")).toBeNull();
    expect(typedWords(`${words} eleven`)).toBeNull();
    expect([sameWord(" Heron ", "heron"), sameWord("herons", "heron"), sameWord("", "heron")]).toEqual([true, false, false]);
  });

  test("every file changes the hash that the root signs", async () => {
    const files = { AB: utf8("one"), AC: utf8("two"), BC: utf8("three") };

    const hashes = [files, { ...files, AB: utf8("x") }, { ...files, AC: utf8("x") }, { ...files, BC: utf8("x") }, { ...files, AB: files.AC, AC: files.AB }];

    expect(new Set(hashes.map((one) => hex(hashOfFiles(one)))).size).toBe(hashes.length);
  });
});

describe("the text of a recovery file", () => {
  test("is read back, and nothing but exactly that", () => {
    const text = utf8Text(recoveryText(secrets));

    expect(readRecoveryText(utf8(text))).toEqual(secrets);
    for (const other of ["", text.slice(1), `${text}\n`, text.replace("root-seed 07", "root-seed 7"), text.replace("AGE-", "age-")]) {
      expect(readRecoveryText(utf8(other))).toBeNull();
    }
  });
});
