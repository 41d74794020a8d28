import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { texts } from "./sample.ts";

const folder = new URL("../../../src/CaseManager.Browser/lib/proof/", import.meta.url);
const scripts = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8")).join("\n");

it("every text that a pack says is in the resources", () => {
  const asked = [...scripts.matchAll(/\bsay\(([^)]*)/g)].flatMap(([, rest]) => [...rest!.matchAll(/"([A-Za-z]+)"/g)].map(([, name]) => name!)).filter((name) => !["mail", "bounce", "Recipient", "Request", "Target", "Class", "Verdict"].includes(name));
  expect(asked.filter((name) => !texts.has(name))).toEqual([]);
  expect(asked.length).toBeGreaterThan(60);
});

it("no text of a pack is left over", () => {
  expect([...texts.keys()].filter((name) => !name.includes(".") && !scripts.includes(`"${name}"`))).toEqual([]);
});
