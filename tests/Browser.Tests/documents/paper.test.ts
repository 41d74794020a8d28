import { describe, expect, it } from "vitest";
import { mayBeYoung, paperOf } from "../../../src/CaseManager.Browser/lib/documents/paper.ts";
import type { SentPaper } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { idOf } from "../roster/practice.ts";

const body: SentPaper = {
  v: 1, type: "file", askedId: idOf(1), documentId: idOf(2), hash: "", seed: "", mediaType: "image/png", length: 1, name: "", description: "letter",
  at: "2026-03-01T10:00:00Z",
};
const row = { askedId: idOf(1), documentId: idOf(2) };

describe("a paper", () => {
  it("is the one that its row names", () => {
    expect(paperOf({ author: "survivor", body }, row)).toBe(body);
  });

  it("is unverified under another row, by somebody else, or where nothing was sealed", () => {
    expect(paperOf({ author: "survivor", body }, { ...row, documentId: idOf(3) })).toBeNull();
    expect(paperOf({ author: "survivor", body }, { ...row, askedId: idOf(3) })).toBeNull();
    expect(paperOf({ author: `staff:${idOf(4)}`, body }, row)).toBeNull();
    expect(paperOf({ author: "survivor", body: { v: 1, type: "asked", what: "other", text: "", at: body.at } }, row)).toBeNull();
    expect(paperOf(undefined, row)).toBeNull();
  });

  it("is not taken of somebody who was or may have been under 18", () => {
    expect([["adult", "minor"], ["unsure"], ["adult"], ["unsaid"], []].map((ages) => mayBeYoung(ages as never))).toEqual([true, true, false, false, false]);
  });
});
