import fc from "fast-check";
import { expect, it } from "vitest";
import { isRightToLeft, printableLines, wrapLine } from "../../../src/CaseManager.Browser/lib/proof/lines.ts";

const measure = (text: string): number => [...text].length;

it("breaks between words, and never loses a letter", () => {
  expect(wrapLine("one two three", 7, measure)).toEqual(["one two", "three"]);
  fc.assert(fc.property(fc.string({ unit: "grapheme" }).filter((text) => !/[\r\n]/.test(text)), fc.integer({ min: 3, max: 40 }), (text, width) => {
    const without = (all: string): string => all.replace(/\s/gu, "");
    expect(without(wrapLine(text, width, measure).join(""))).toBe(without(text));
  }));
});

it("breaks a long link behind its marks, else anywhere, and no line is too wide", () => {
  const link = `https://example.org/${"a".repeat(120)}/path?one=1&two=${"b".repeat(90)}`;
  const lines = wrapLine(link, 40, measure);
  expect(lines.join("")).toBe(link);
  expect(Math.max(...lines.map(measure))).toBeLessThanOrEqual(40);
  expect(wrapLine("https://example.org/some/path?one=1", 25, measure)).toEqual(["https://example.org/some/", "path?one=1"]);
});

it("breaks Chinese between characters, but never before a full stop", () => {
  const lines = wrapLine("我们已经删除了您报告的内容。谢谢您的来信。", 7, measure);
  expect(lines.join("")).toBe("我们已经删除了您报告的内容。谢谢您的来信。");
  expect(lines.every((line) => measure(line) <= 7 && !line.startsWith("。"))).toBe(true);
});

it("keeps the letters of an emoji or a combined sign together", () => {
  expect(wrapLine("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 7, measure)).toEqual(["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]);
});

it("reads the direction off the first letter", () => {
  expect(["مرحبا hello", "1. שלום", "hello مرحبا", "你好", "123"].map(isRightToLeft)).toEqual([true, true, false, false, false]);
});

it("takes out what cannot be drawn, and what would turn the rest of a line", () => {
  expect(printableLines("a\tb\r\nc\u202ed\u0007\n")).toEqual(["a    b", "cd", ""]);
});
