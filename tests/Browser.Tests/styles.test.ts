import { brotliCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
// @ts-expect-error plain JavaScript of the build
import { compileStyle } from "../../src/CaseManager.Browser/styles.mjs";

describe.each(["public", "staff"])("styles of the %s pages", (name) => {
  const { ltr, rtl } = compileStyle(name) as { ltr: string; rtl: string };

  test("are our own: no crown, no crest, no GDS Transport, nothing from elsewhere", () => {
    expect(ltr.match(/crown|crest|GDS Transport|url\(["']?(?:https?:)?\/\/|@import|@font-face/gi)).toBeNull();
    expect(ltr.includes("system-ui")).toBe(true);
  });

  test("have a right-to-left twin that differs", () => {
    expect(rtl === ltr).toBe(false);
    expect(rtl.match(/padding-right/g)?.length).toBe(ltr.match(/padding-left/g)?.length);
  });
});

test("the survivor's style sheet leaves room for the page in 30 KB", () => {
  const { ltr } = compileStyle("public") as { ltr: string };

  expect(brotliCompressSync(ltr).length).toBeLessThan(15_000);
});
