import { createRequire } from "node:module";
import { domainToASCII } from "node:url";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const packageRoot = join(dirname(require.resolve("tldts/package.json")));
const icann = 1;

/** The public suffix list as tldts carries it: one rule a line, A-labels, sorted, exceptions with "!". */
export async function publicSuffixes() {
  const { rules, exceptions } = await import(join(packageRoot, "dist/es6/src/data/trie.js"));
  const lines = [
    ...read(rules, "").map((rule) => rule.name),
    ...read(exceptions, "").map((rule) => `!${rule.name}`),
  ];
  const version = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")).version;
  return [`// Public suffix list (MPL 2.0, publicsuffix.org) as carried by tldts ${version}`, ...new Set(lines.sort())].join("\n") + "\n";
}

/** For "google.*": the countries that have com.XX and co.XX as public suffixes. */
export async function countrySuffixes() {
  const { rules } = await import(join(packageRoot, "dist/es6/src/data/trie.js"));
  const names = read(rules, "").filter((rule) => rule.kind === icann).map((rule) => rule.name);
  const countries = names.map((name) => name.split(".").at(-1)).filter((label) => /^[a-z]{2}$/.test(label));
  const under = (label) => [...new Set(countries)].sort()
    .filter((country) => names.includes(`${label}.${country}`) || names.includes(`*.${country}`));
  return { co: under("co"), com: under("com") };
}

function read([kind, children], suffix) {
  const own = kind === 0 ? [] : [{ name: suffix, kind }];
  return own.concat(Object.entries(children).flatMap(([label, child]) => {
    const ascii = label === "*" ? label : domainToASCII(label);
    return read(child, suffix === "" ? ascii : `${ascii}.${suffix}`);
  }));
}
