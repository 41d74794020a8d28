import { brotliCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
// @ts-expect-error plain JavaScript of the build
import { compileStyle } from "../../src/CaseManager.Browser/styles.mjs";

describe.each(["public", "staff"])("styles of the %s pages", (name) => {
  const { ltr, rtl } = compileStyle(name) as { ltr: string; rtl: string };

  test("are our own: no crown, no crest, no GDS Transport, nothing from elsewhere", () => {
    expect(ltr).not.toMatch(/crown|crest|GDS Transport|https?:|@font-face/i);
    expect(ltr).toContain("system-ui");
  });

  test("have a right-to-left twin that differs", () => {
    expect(rtl).not.toBe(ltr);
    expect(rtl).toMatch(/padding-right/);
  });
});

test("the survivor's style sheet leaves room for the page in 30 KB", () => {
  const { ltr } = compileStyle("public") as { ltr: string };

  expect(brotliCompressSync(ltr).length).toBeLessThan(15_000);
});
