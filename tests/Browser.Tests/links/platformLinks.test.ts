import { describe, expect, it } from "vitest";
import table from "../../../src/CaseManager.Core/Platforms/Links/platform-links.json";
import directory from "../../../src/CaseManager.Browser/lib/links/platform-hosts.json";
import vectors from "../../vectors/links.json";
import { normalizeLink, seededDirectory } from "../../../src/CaseManager.Browser/lib/links/index.ts";
import { linkWord, type LetterClass, split } from "../../../src/CaseManager.Browser/lib/links/linkWord.ts";
import { hostsOf } from "../../../src/CaseManager.Browser/lib/links/platformLinks.ts";
import { diceOf } from "./dice.ts";
import { generatedItem } from "./generatedItems.ts";

const classes: Readonly<Record<string, LetterClass>> = table.classes;
const forms = table.groups.flatMap(({ platform, hosts, forms: rows }) =>
  rows.map((row: { key: string; links: string[]; unless?: string[] }) => ({ platform, hosts, ...row })));

describe("the table of platforms' items", () => {
  it("has items of every platform whose links hold an id", () => {
    const without = Object.keys(directory.hosts).filter((id) => !table.groups.some(({ platform }) => platform === id));
    expect(without, "search engines: a result is the whole of what was searched").toEqual(["telegram", "google-search", "bing"]);
  });

  it.each(forms)("belongs to the platform it names: $platform $key", ({ platform, hosts, key }) => {
    for (const host of [...hostsOf(hosts), key.slice(0, key.indexOf("/"))]) {
      expect(seededDirectory.ofHost(host.replace(/^(\*|\{host\})/, host.startsWith("*") ? "a" : "a.tistory.com")), host).toBe(platform);
    }
  });

  it.each(forms)("fills its key from each of its links, and reads them in one way only: $key", ({ key, links }) => {
    const kept = split(key).filter((token) => token.startsWith("{") && token !== "{host}").map((token) => token.slice(1, -1));
    for (const link of links) {
      const words = link.split(/[/?&]/).map((word) => linkWord(word.slice(word.startsWith("{") ? 0 : word.indexOf("=") + 1), classes));
      const names = words.flatMap((word) => word.flatMap((token) => token === null || typeof token === "string" ? [] : token.name));
      expect(kept.every((name) => names.filter((other) => other === name).length === 1), link).toBe(true);
      for (const word of words) {
        for (const [at, token] of word.entries()) {
          if (token === null || typeof token === "string") continue;
          const next = word[at + 1];
          expect(next === undefined || (typeof next === "string" && !token.letters.letters.includes(next.charAt(0))), link).toBe(true);
        }
        expect(word.indexOf(null) === -1 || word.indexOf(null) === word.length - 1, link).toBe(true);
      }
    }
  });

  it.each(forms)("is shown in the vectors: $platform $key", ({ key }) => {
    const shape = new RegExp(`^web:${split(key).map((token) => token.startsWith("{") ? "[^/?&=]+=*" : token.replace(/[.?]/g, "\\$&")).join("")}$`);
    expect(vectors.some((vector) => vector.key !== null && shape.test(vector.key))).toBe(true);
  });

  /** 30,000; CASEMANAGER_LINKS in the environment sets another number. */
  it("gives all links of one item one key that is a link of it, and no two items the same", { timeout: 3_600_000 }, () => {
    const count = Number(process.env["CASEMANAGER_LINKS"] ?? 30_000);
    const dice = diceOf(3);
    const items = new Map<string, string>();
    for (let made = 0; made < count; made++) {
      const { link, key, item } = generatedItem(dice);
      const found = normalizeLink(link, seededDirectory);
      expect([found.key, found.kind, found.url], link).toEqual([key, "web", `https://${key.slice(4)}`]);
      expect(normalizeLink(found.url ?? "", seededDirectory)).toEqual({ ...found, input: found.url });
      // The one key with a fixed letter that an id could begin with too.
      const same = item.replace(/^\["pan\.baidu\.com\/s\/1\{\}(.*?)","/, "[\"pan.baidu.com/s/{}$1\",\"1");
      expect(items.get(key) ?? same, link).toBe(same);
      items.set(key, same);
    }
  });
});
