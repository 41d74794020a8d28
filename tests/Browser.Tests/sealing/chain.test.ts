import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Author } from "../../../src/CaseManager.Browser/lib/sealing/author.ts";
import { utf8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import type { CaseKeyName } from "../../../src/CaseManager.Browser/lib/sealing/caseKey.ts";
import type { ChainedObject } from "../../../src/CaseManager.Browser/lib/sealing/chain.ts";
import { nextPlace, verifyChains } from "../../../src/CaseManager.Browser/lib/sealing/chain.ts";

const staff: Author = `staff:${"1".repeat(32)}`;

/** Objects as honest clients write them, one author after the other as given. */
function written(turns: readonly (readonly [Author, CaseKeyName])[]): ChainedObject[] {
  const objects: ChainedObject[] = [];
  for (const [author, keyPair] of turns) {
    const place = nextPlace(verifyChains(objects), author, keyPair);
    objects.push({ author, keyPair, ...place, hash: sha256(utf8(`${objects.length}`)) });
  }
  return objects;
}

const talk = written([["survivor", "C"], ["survivor", "C"], [staff, "C"], [staff, "N"], ["server", "N"], ["survivor", "C"], [staff, "N"]]);
const refused = (objects: readonly ChainedObject[], ...more: Parameters<typeof verifyChains> extends [unknown, ...infer R] ? R : never) => {
  try {
    verifyChains(objects, ...more);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const without = (index: number) => talk.filter((_, i) => i !== index);

describe("chains", () => {
  it("of any conversation verify, and end where the last frame stands", () => {
    const author = fc.constantFrom<[Author, CaseKeyName]>(["survivor", "C"], [staff, "C"], [staff, "N"], ["server", "N"]);
    fc.assert(
      fc.property(fc.array(author, { maxLength: 30 }), (turns) => {
        const ends = verifyChains(written(turns));
        expect(ends.reduce((n, end) => n + end.sequence, 0)).toBe(turns.length);
      }),
    );
  });

  it("a frame under C never mentions one under N", () => {
    const underC = talk.filter((object) => object.keyPair === "C").flatMap((object) => object.heads);
    const hashesUnderN = talk.filter((object) => object.keyPair === "N").map((object) => object.hash);

    for (const head of underC) expect(hashesUnderN).not.toContainEqual(head.hash);
    expect(refused(talk.filter((object) => object.keyPair === "C"))).toBeNull();
  });

  it("a dropped frame in the middle is a gap", () => {
    expect(refused(without(0))).toBe("gap");
    expect(refused(without(1))).toBe("gap");
  });

  it("a dropped last frame is missed by whoever mentions it or remembers it", () => {
    expect(refused(without(2))).toBe("missing-head");
    expect(refused(without(6))).toBeNull();
    expect(refused(without(6), verifyChains(talk))).toBe("missing-head");
  });

  it("frames in another order are refused", () => {
    expect(refused([talk[1]!, talk[0]!, ...talk.slice(2)])).toBe("reorder");
  });

  it("two frames at one place are a fork", () => {
    expect(refused([...talk, { ...talk[5]!, hash: sha256(utf8("other")) }])).toBe("fork");
  });

  it("a replaced frame is a fork for what follows and for what mentions it", () => {
    const other = sha256(utf8("other"));
    expect(refused(talk.with(0, { ...talk[0]!, hash: other }))).toBe("fork");
    expect(refused(talk.with(2, { ...talk[2]!, hash: other }))).toBe("fork");
    expect(refused(talk.with(6, { ...talk[6]!, hash: other }), verifyChains(talk))).toBe("fork");
  });
});
