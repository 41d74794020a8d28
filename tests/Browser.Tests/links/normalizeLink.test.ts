import { describe, expect, it } from "vitest";
import vectors from "../../vectors/links.json";
import { normalizeLink, reasons, seededDirectory } from "../../../src/CaseManager.Browser/lib/links/index.ts";
import { generatedLinks } from "./generatedLinks.ts";

const normalize = (link: string) => normalizeLink(link, seededDirectory);

describe("normalizeLink", () => {
  it.each(vectors)("gives the vector's answer: $input", (vector) => {
    expect(normalize(vector.input)).toEqual(vector);
  });

  it("knows every reason of the table, and the vectors show each", () => {
    expect(new Set(vectors.map((vector) => vector.reason))).toEqual(new Set([...reasons, null].filter((reason) => reason !== "too_long")));
    expect(normalize(`https://example.com/${"a".repeat(20_000)}`).reason).toBe("too_long");
  });

  it("gives the same key, address and platform again for its own address", () => {
    for (const link of generatedLinks(20_000, 7)) {
      const first = normalize(link);
      if (first.url === null) continue;
      const again = normalize(first.url);
      expect([again.key, again.url, again.platform], link).toEqual([first.key, first.url, first.platform]);
    }
  });

  it("gives one key one kind and one address", () => {
    const seen = new Map<string, string>();
    for (const link of generatedLinks(20_000, 9)) {
      const { key, kind, url } = normalize(link);
      if (key === null) continue;
      expect(seen.get(key) ?? `${kind} ${url}`, link).toBe(`${kind} ${url}`);
      seen.set(key, `${kind} ${url}`);
    }
  });

  it("answers everything: a key with kind and address, or a reason", () => {
    for (const link of generatedLinks(20_000, 8)) {
      const { kind, key, url, reason } = normalize(link);
      expect(reason === null ? [kind, key, url].includes(null) : reasons.includes(reason) && kind === null && key === null && url === null,
        link).toBe(reason !== null);
    }
  });

  it("keeps no login code and no phone hash in what it makes", () => {
    for (const link of ["https://t.me/login/84213", "tg://login?code=84213", "https://t.me/confirmphone?phone=84213&hash=84213"]) {
      expect(JSON.stringify({ ...normalize(link), input: "" })).not.toContain("84213");
    }
  });

  it("names the kind by the second part of the key", () => {
    for (const { key, kind } of vectors) {
      if (key !== null) expect(key.startsWith("web:") ? "web" : key.split(":")[1]).toBe(kind);
    }
  });
});
