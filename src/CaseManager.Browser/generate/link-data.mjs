import { readFileSync, writeFileSync } from "node:fs";
import { hostLetters } from "./host-letters.mjs";
import { platformHosts } from "./platform-hosts.mjs";
import { countrySuffixes, publicSuffixes } from "./public-suffixes.mjs";

const core = new URL("../../CaseManager.Core/Platforms/", import.meta.url);

/** Every generated file of the link normalisers, by address; a test compares them with what is committed. */
export async function linkData() {
  const directory = JSON.parse(readFileSync(new URL("Seed/platforms.json", core), "utf8"));
  return new Map([
    [new URL("Links/host-letters.json", core), lines(hostLetters())],
    [new URL("Links/country-suffixes.json", core), lines(await countrySuffixes())],
    [new URL("Links/public-suffixes.txt", core), await publicSuffixes()],
    [new URL("../lib/links/platform-hosts.json", import.meta.url), lines(platformHosts(directory))],
  ]);
}

/** JSON with one line for each entry of the two upper levels, so that a diff can be read. */
function lines(value) {
  const entries = Object.entries(value).map(([name, inner]) => {
    const rows = Array.isArray(inner)
      ? inner.every((row) => typeof row === "string") ? null : inner.map((row) => `    ${JSON.stringify(row)}`)
      : Object.entries(inner).map(([key, row]) => `    ${JSON.stringify(key)}: ${JSON.stringify(row)}`);
    if (rows === null) return `  ${JSON.stringify(name)}: ${JSON.stringify(inner)}`;
    const [open, close] = Array.isArray(inner) ? ["[", "]"] : ["{", "}"];
    return `  ${JSON.stringify(name)}: ${open}\n${rows.join(",\n")}\n  ${close}`;
  });
  return `{\n${entries.join(",\n")}\n}\n`;
}

if (process.argv[1] !== undefined && import.meta.url === new URL(`file://${process.argv[1]}`).href) {
  for (const [file, text] of await linkData()) writeFileSync(file, text);
}
