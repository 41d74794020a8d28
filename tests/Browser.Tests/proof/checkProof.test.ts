import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unzipSync, zipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { makePack } from "../../../src/CaseManager.Browser/lib/proof/index.ts";
import { packOf } from "../../../src/CaseManager.Browser/lib/proof/manifest.ts";
import type { Proof } from "../../../src/CaseManager.Browser/lib/proof/document.ts";
import { utf8, utf8Text } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { extractOf, makingOf, seed } from "./sample.ts";

const folder = mkdtempSync(join(tmpdir(), "check-proof-"));
const checker = fileURLToPath(new URL("../../../tools/check-proof.mjs", import.meta.url));
const pack = await makePack(makingOf(extractOf(2), "تم الحذف"));
const files = unzipSync(pack.zip);

afterAll(() => rmSync(folder, { recursive: true }));

function run(zip: Uint8Array): { status: number | null; said: string } {
  const path = join(folder, "pack.zip");
  writeFileSync(path, zip);
  return check(path);
}

function check(path: string): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [checker, path], { encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
}

const changed = (name: string, from: string, to: string): Record<string, Uint8Array> =>
  ({ ...files, [name]: utf8(utf8Text(files[name]!).replace(from, to)) });

/** As somebody with a key of her own would sign what she changed. */
function signedAnew(change: (proof: Record<string, any>) => void): Uint8Array {
  const proof = JSON.parse(utf8Text(files["proof.json"]!)) as Proof;
  change(proof);
  const all = ["README.txt", "proof.json", "proof.pdf"].map((name) => ({ name, bytes: name === "proof.json" ? utf8(JSON.stringify(proof)) : files[name]! }));
  return packOf(proof, all, seed).zip;
}

describe("check-proof.mjs", () => {
  it("finds a pack whole, as a ZIP file and unpacked, and says the mark of its key", () => {
    const place = join(folder, "unpacked");
    mkdirSync(place);
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(place, name), bytes);

    expect(run(pack.zip)).toEqual({ status: 0, said: expect.stringContaining(pack.keyMark) as string });
    expect(check(place)).toEqual({ status: 0, said: expect.stringContaining("The chain holds over 5 links, 3 of them shown.") as string });
  });

  it.each([
    ["proof.json is not the file", changed("proof.json", "Telegram", "Instagram")],
    ["The signature is not by", changed("manifest.json", "police", "court")],
    ["The signature is not by", changed("signature.json", '"signature": "', '"signature": "AA')],
    ["extra.txt is in the pack", { ...files, "extra.txt": utf8("x") }],
  ])("says: %s", (said, other) => {
    expect(run(zipSync(other))).toEqual({ status: 1, said: expect.stringContaining(said) as string });
  });

  it("says what is missing", () => {
    const { "proof.pdf": _, ...without } = files;
    expect(run(zipSync(without))).toEqual({ status: 1, said: expect.stringContaining("proof.pdf is missing") as string });
    expect(run(utf8("no zip")).status).toBe(1);
  });

  it("finds a changed event, notice or chain, also where somebody signed the change", () => {
    expect(run(signedAnew(() => {})).status).toBe(0);
    expect(run(signedAnew((proof) => (proof["chain"].links[3].event.data = "{}  "))).said).toContain("Link 4 of the chain was changed");
    expect(run(signedAnew((proof) => proof["chain"].links.splice(1, 1))).said).toContain("lacks link 2");
    expect(run(signedAnew((proof) => proof["chain"].links.pop())).said).toContain("does not say that this pack was made");
    expect(run(signedAnew((proof) => (proof["notices"][1].text = "other"))).said).toContain("text of notice 2");
    expect(run(signedAnew((proof) => (proof["notices"][0].payload = "AAAA"))).said).toContain("bytes of notice 1");
  }, 60_000);
});
