import { expect, it } from "vitest";
import { normalizeLink, reasons, seededDirectory } from "../../../src/CaseManager.Browser/lib/links/index.ts";
import { fuzzedLinks } from "./fuzzedLinks.ts";

const normalize = (link: string) => normalizeLink(link, seededDirectory);

/** 5,000; CASEMANAGER_FUZZED in the environment sets another number. */
it("answers anything, the same again for its own address, and gives one key one address", { timeout: 3_600_000 }, () => {
  const count = Number(process.env["CASEMANAGER_FUZZED"] ?? 5_000);
  const urls = new Map<string, string>();
  for (const link of fuzzedLinks(count, 21)) {
    const { kind, key, url, platform, reason } = normalize(link);
    if (key === null || url === null) {
      if (kind !== null || key !== null || url !== null || !reasons.includes(reason ?? "")) expect.fail(link);
      continue;
    }
    const again = normalize(url);
    if (reason !== null || again.key !== key || again.url !== url || again.platform !== platform) expect.fail(link);
    if ((urls.get(key) ?? url) !== url) expect.fail(link);
    if (urls.size < 200_000) urls.set(key, url);
  }
});
