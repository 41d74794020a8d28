import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const scripts = readdirSync(new URL("src/CaseManager.Browser/public/", root), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(new URL(`src/CaseManager.Browser/public/${file}`, root), "utf8")).join("\n");
const resources = readFileSync(new URL("src/CaseManager.Web/Resources/PublicText.resx", root), "utf8");
const there = [...resources.matchAll(/<data name="script\.([\w-]+)"/g)].map(([, name]) => name!);
const asked = [...scripts.matchAll(/\btext\("([\w-]+)"/g)].map(([, name]) => name!);
const families = [...scripts.matchAll(/\btext(?:Or)?\(`([\w-]+-)\$/g)].map(([, start]) => start!);

it("every text that a public script asks for is in the resources", () => {
  expect(asked.filter((name) => !there.includes(name))).toEqual([]);
  expect(families.filter((start) => !there.some((name) => name.startsWith(start)))).toEqual([]);
});

it("no text for public scripts is left over", () => {
  const isUsed = (name: string): boolean => scripts.includes(`"${name}"`) || families.some((start) => name.startsWith(start));
  expect(there.filter((name) => !isUsed(name))).toEqual([]);
});
