import { inflateSync } from "node:zlib";
import { sha256 } from "@noble/hashes/sha2.js";
import * as vectors from "cctv-age";
import { describe, expect, it } from "vitest";
import { DamagedFile, open } from "../../../src/CaseManager.Browser/lib/sealing/ageFile.ts";
import { hex } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { identityOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";

/** The published test vectors of the age format (C2SP/CCTV): header lines, a blank line, the file. */
function parse(vector: Uint8Array) {
  const end = vector.findIndex((byte, i) => byte === 10 && vector[i + 1] === 10);
  const lines = new TextDecoder().decode(vector.subarray(0, end)).split("\n").map((line) => line.split(": ", 2) as [string, string]);
  const field = (name: string) => lines.find(([key]) => key === name)?.[1];
  const rest = vector.subarray(end + 2);
  return {
    expected: field("expect"),
    payload: field("payload"),
    identities: lines.filter(([key]) => key === "identity").map(([, value]) => value),
    file: new Uint8Array(field("compressed") === "zlib" ? inflateSync(rest) : rest),
  };
}

const files = Object.entries({ ...vectors } as Record<string, Uint8Array>).map(([name, vector]) => ({ name, ...parse(vector) }));
const stanzaTypes = (file: Uint8Array) =>
  [...new TextDecoder("latin1").decode(file).split("\n---")[0]!.matchAll(/^-> (\S+)/gm)].map(([, type]) => type);
const hybridOnly = files.filter(({ file }) => {
  const types = stanzaTypes(file);
  return types.length > 0 && types.every((type) => type === "mlkem768x25519");
});
const ours = hybridOnly.filter(({ identities }) => identities.some((identity) => identity.startsWith("AGE-SECRET-KEY-PQ-1")));
const opening = ours.filter(({ expected }) => expected === "success");
const notForUs = ours.filter(({ expected }) => expected === "no match");
const rest = files.filter((one) => !opening.includes(one) && !notForUs.includes(one));

describe("the published age vectors", () => {
  it("hold files that open, files for others, and files to be refused", () => {
    expect(opening.length).toBeGreaterThanOrEqual(2);
    expect(notForUs.length).toBeGreaterThanOrEqual(1);
    expect(rest.length).toBeGreaterThan(100);
  });

  it.each(opening)("$name opens", async ({ file, identities, payload }) => {
    const opened = await open(file, identities[0]!);

    expect(hex(sha256(opened!))).toBe(payload);
  });

  it.each(notForUs)("$name is not for this key", async ({ file, identities }) => {
    expect(await open(file, identities[0]!)).toBeNull();
  });

  it.each(rest)("$name is refused as damaged or of another type", async ({ file, identities }) => {
    const hybrid = identities.find((identity) => identity.startsWith("AGE-SECRET-KEY-PQ-1"));

    await expect(open(file, hybrid ?? identityOf(new Uint8Array(32)))).rejects.toThrow(DamagedFile);
  });
});
