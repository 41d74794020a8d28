import { mkdtemp, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

// What somebody with a receipt and every stored byte can open, for the tests to hold against what she may.
// Standard input: a line { words, salt }, then a line { value } for each stored value, bytes in base64url.
// Standard output, for each age file that lies anywhere in a value: { value, opened, kind, body }, the value by its
// number from 0, `opened` whether any key opened its header, `kind` and `body` where a whole frame came out.
const bundle = join(await mkdtemp(join(tmpdir(), "receipt-reach-")), "bundle.mjs");
await build({
  stdin: {
    contents: `
      export { DamagedFile, open } from "./src/CaseManager.Browser/lib/sealing/ageFile.ts";
      export { decodeFrame } from "./src/CaseManager.Browser/lib/sealing/frameFormat.ts";
      export { base64url, deriveReceiptKeys, fromBase64url, identityOf, parseReceipt, survivorMacKey } from "./src/CaseManager.Browser/lib/sealing/index.ts";`,
    resolveDir: fileURLToPath(new URL("../../../", import.meta.url)),
  },
  bundle: true, format: "esm", platform: "node", outfile: bundle,
});
const { base64url, DamagedFile, decodeFrame, deriveReceiptKeys, fromBase64url, identityOf, open, parseReceipt, survivorMacKey } =
  await import(pathToFileURL(bundle));
await rm(dirname(bundle), { recursive: true });

const start = Buffer.from("age-encryption.org/v1\n");

/** Every place where an age file begins: as it is, or written in hexadecimal or base64 of any alignment. */
function filesIn(bytes, spelled = true) {
  const found = [];
  for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + 1)) found.push(new Uint8Array(bytes.subarray(at)));
  if (!spelled) return found;
  const text = bytes.toString("latin1");
  for (const [run] of text.matchAll(/[0-9A-Za-z+/_-]{30,}/g)) {
    for (const shift of [0, 1, 2, 3]) found.push(...filesIn(Buffer.from(run.slice(shift), "base64url"), false));
  }
  for (const [run] of text.matchAll(/[0-9A-Fa-f]{44,}/g)) {
    for (const shift of [0, 1]) found.push(...filesIn(Buffer.from(run.slice(shift), "hex"), false));
  }
  return found;
}

/** @returns the plaintext; `null` when the key opens nothing; `undefined` when it opens a header whose rest is damaged. */
async function tryOpen(file, seed) {
  try {
    return await open(file, identityOf(seed));
  } catch (failure) {
    if (!(failure instanceof DamagedFile)) throw failure;
    return failure.code === "content" ? undefined : null;
  }
}

/** A frame taken apart; `null` for whatever else was sealed. */
function frameIn(plaintext) {
  try {
    return decodeFrame(plaintext);
  } catch {
    return null;
  }
}

let receipt = null;
const files = [];
let values = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  if (receipt === null) receipt = given;
  else {
    files.push(...filesIn(Buffer.from(given.value, "base64url")).map((file) => ({ value: values, file, opened: false, frame: null })));
    values++;
  }
}

const { authToken, survivorSeed } = await deriveReceiptKeys(parseReceipt(receipt.words).secret, fromBase64url(receipt.salt));
// Whatever is as long as a seed is tried as one.
const seeds = [survivorSeed, authToken];
for (let next = 0; next < seeds.length; next++) {
  for (const known of files.filter(({ opened }) => !opened)) {
    const plaintext = await tryOpen(known.file, seeds[next]);
    if (plaintext === null) continue;
    known.opened = true;
    known.frame = plaintext === undefined ? null : frameIn(plaintext);
    if (known.frame?.header.kind !== "wrap") continue;
    const seed = known.frame.body.slice(5, 37);
    seeds.push(seed, survivorMacKey(seed, known.frame.header.caseId));
  }
}

for (const { value, opened, frame } of files) {
  console.log(JSON.stringify({ value, opened, kind: frame?.header.kind ?? null, body: frame === null ? null : base64url(frame.body) }));
}
