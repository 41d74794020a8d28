import { readFileSync } from "node:fs";
import { domainToASCII } from "node:url";
import { expect, it } from "vitest";
import letters from "../../../src/CaseManager.Core/Platforms/Links/host-letters.json";
import { linkData } from "../../../src/CaseManager.Browser/generate/link-data.mjs";
import { readHost } from "../../../src/CaseManager.Browser/lib/links/host.ts";

it("has every generated file as the generator makes it", async () => {
  for (const [file, text] of await linkData()) {
    expect(readFileSync(file, "utf8") === text, `${file.pathname}: run node generate/link-data.mjs`).toBe(true);
  }
});

it("turns each accepted letter into the A-label that UTS 46 gives", () => {
  const rows = [...letters.kept, ...letters.mapped];
  for (const [first = 0, last = 0, step = 1] of rows) {
    for (let code = first; code <= last; code += step) {
      const host = `${code >= 0xff10 ? "a" : ""}${String.fromCodePoint(code).repeat(3)}.example`;
      expect(readHost(host), host).toEqual({ host: domainToASCII(host), address: false });
    }
  }
});
