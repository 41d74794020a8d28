import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { registrableHosts } from "../../../src/CaseManager.Browser/lib/links/registrableHost.ts";
import vectors from "../../vectors/registrable-hosts.json";

const list = readFileSync(new URL("../../../src/CaseManager.Core/Platforms/Links/public-suffixes.txt", import.meta.url), "utf8");

it.each(Object.entries(vectors))("groups %s under %s", (host, registrable) => {
  expect(registrableHosts(list)(host)).toBe(registrable);
});
