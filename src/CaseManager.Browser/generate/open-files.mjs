import { mkdtemp, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

// Opens age files as the browser does, for the server's writer to be held to:
// lines of JSON { seed, file } in base64url on stdin, the SHA-256 of each plaintext in hexadecimal on stdout, "null" where the file is not for the seed.
const file = join(await mkdtemp(join(tmpdir(), "open-files-")), "bundle.mjs");
await build({
  stdin: {
    contents: `
      export { open } from "./src/CaseManager.Browser/lib/sealing/ageFile.ts";
      export { fromBase64url, hex } from "./src/CaseManager.Browser/lib/sealing/bytes.ts";
      export { identityOf } from "./src/CaseManager.Browser/lib/sealing/keyPair.ts";`,
    resolveDir: fileURLToPath(new URL("../../../", import.meta.url)),
  },
  bundle: true, format: "esm", platform: "node", outfile: file,
});
const { fromBase64url, hex, identityOf, open } = await import(pathToFileURL(file));
await rm(dirname(file), { recursive: true });

for await (const line of createInterface({ input: process.stdin })) {
  const { seed, file } = JSON.parse(line);
  const plaintext = await open(fromBase64url(file), identityOf(fromBase64url(seed)));
  console.log(plaintext === null ? "null" : hex(new Uint8Array(await crypto.subtle.digest("SHA-256", plaintext))));
}
