import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { harmlessCell, readCsv, separators, writeCsv } from "../../../src/CaseManager.Browser/lib/importing/csv.ts";
import { fileText } from "../../../src/CaseManager.Browser/lib/importing/fileText.ts";
import { fuzzRuns } from "../fuzz.ts";

const cellsOf = (text: string, separator: "," | ";" | "\t" = ",") => readCsv(text, separator).records.map(({ cells }) => cells);
const cell = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom('"', ",", ";", "\t", "\r", "\n", "a", " ", "=", "\u0000", "سلام", "👩‍👧") }));

describe("CSV", () => {
  it("written and read again is the same, with every separator", () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 8 }), fc.constantFrom(...separators), (records, separator) => {
        expect(cellsOf(writeCsv(records, separator), separator)).toEqual(records);
      }),
      { numRuns: fuzzRuns },
    );
  });

  it("of any text is read to its end, and every letter of it stands in a cell or is a mark of the format", () => {
    const letters = (text: string): string => text.replace(/["\r\n,]/g, "");
    fc.assert(
      fc.property(cell, cell, (one, other) => {
        const text = `${one}${other}`;
        expect(letters(cellsOf(text).flat().join(""))).toBe(letters(text));
      }),
      { numRuns: fuzzRuns },
    );
  });

  it("takes every line break, keeps those in quotes, and counts lines as an editor does", () => {
    const { records, unclosed } = readCsv('a,"b\r\nc"\r\nd,e\rf,"g""h"\n\ni', ",");

    expect(records.map(({ cells }) => cells)).toEqual([["a", "b\r\nc"], ["d", "e"], ["f", 'g"h'], [""], ["i"]]);
    expect(records.map(({ line }) => line)).toEqual([1, 3, 4, 5, 6]);
    expect(unclosed).toBeNull();
  });

  it("reads an empty cell at the end of a line, and no row after the last line break", () => {
    expect(cellsOf("a,\r\n,b\r\n")).toEqual([["a", ""], ["", "b"]]);
    expect(cellsOf("")).toEqual([]);
  });

  it("tells a quote that is never closed, and text behind a closing one", () => {
    expect(readCsv('a,b\nc,"d\ne', ",").unclosed).toBe(2);
    expect(readCsv('"a"b,c', ",").records).toEqual([{ cells: ["ab", "c"], line: 1, loose: true }]);
    expect(readCsv('a "b" c', ",").records[0]).toMatchObject({ cells: ['a "b" c'], loose: false });
  });

  it.each(["=HYPERLINK(\"x\")", "+1", "-1", "@x", "\tx"])("%s is no formula in a file for people", (text) => {
    expect(harmlessCell(text)).toBe(`'${text}`);
    expect(harmlessCell("a=b")).toBe("a=b");
  });
});

describe("the text of a file", () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  it("is read with and without byte order mark", () => {
    expect(fileText(bytes("\ufefflinks\n"))).toBe("links\n");
    expect(fileText(bytes("links\nسلام 👩‍👧"))).toBe("links\nسلام 👩‍👧");
  });

  it.each([
    ["nothing", [], { code: "empty", line: 1 }],
    ["blanks", [32, 10, 13, 10], { code: "empty", line: 1 }],
    ["letters of another encoding", [97, 10, 98, 0xe4, 0x62, 10], { code: "not-utf-8", line: 2 }],
    ["a cut character at the end", [97, 10, 97, 10, 0xc3], { code: "not-utf-8", line: 3 }],
    ["UTF-16", [0xff, 0xfe, 97, 0], { code: "utf-16", line: 1 }],
    ["a NUL", [97, 10, 98, 0], { code: "binary", line: 2 }],
    ["a workbook", [0x50, 0x4b, 3, 4, 0], { code: "spreadsheet", line: 1 }],
    ["an old workbook", [0xd0, 0xcf, 0x11, 0xe0, 0], { code: "spreadsheet", line: 1 }],
  ])("of %s is refused with a reason", (_, content, refused) => {
    expect(fileText(Uint8Array.from(content))).toEqual(refused);
  });

  it("of more than 5 MiB is refused, of any bytes is text or a reason", () => {
    expect(fileText(new Uint8Array(5 * 1024 * 1024 + 1).fill(97))).toMatchObject({ code: "too-large" });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
      const read = fileText(any);
      expect(typeof read === "string" ? "text" : read.code).not.toBe("");
    }), { numRuns: fuzzRuns });
  });
});
