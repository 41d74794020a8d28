import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

// Writes the browser's answer to COUNT links, generated or fuzzed, one JSON object a line, for the other normaliser to compare:
// node generate/link-answers.mjs COUNT SEED generated|fuzzed
const [count, seed] = process.argv.slice(2, 4).map(Number);
const file = join(await mkdtemp(join(tmpdir(), "link-answers-")), "bundle.mjs");
await build({
  stdin: {
    contents: `
      export { normalizeLink, seededDirectory } from "./src/CaseManager.Browser/lib/links/index.ts";
      export { fuzzedLinks as fuzzed } from "./tests/Browser.Tests/links/fuzzedLinks.ts";
      export { generatedLinks as generated } from "./tests/Browser.Tests/links/generatedLinks.ts";`,
    resolveDir: fileURLToPath(new URL("../../../", import.meta.url)),
  },
  bundle: true, format: "esm", platform: "node", outfile: file,
});
const { normalizeLink, seededDirectory, ...links } = await import(pathToFileURL(file));
await rm(dirname(file), { recursive: true });

let lines = [];
for (const link of links[process.argv[4]](count, seed)) {
  lines.push(JSON.stringify(normalizeLink(link, seededDirectory)));
  if (lines.length === 1000) await flush();
}
await flush();

async function flush() {
  const room = process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  lines = [];
  if (!room) await once(process.stdout, "drain");
}
