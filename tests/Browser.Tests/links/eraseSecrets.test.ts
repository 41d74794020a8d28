import { expect, it } from "vitest";
import vectors from "../../vectors/link-secrets.json";
import { eraseSecrets } from "../../../src/CaseManager.Browser/lib/links/index.ts";
import { fuzzedLinks } from "./fuzzedLinks.ts";

it.each(vectors)("erases what is a login code or a phone hash and nothing else: $text", ({ text, kept }) => {
  expect(eraseSecrets(text)).toBe(kept);
  expect(eraseSecrets(kept)).toBe(kept);
});

it("answers anything, and soon", () => {
  for (const text of [...fuzzedLinks(2_000, 5), "tg:".repeat(5_000), "https://t.me/".repeat(1_000)]) eraseSecrets(text);
});
