import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import { concat, randomBytes, u64 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { leadingZeroBits, solveProof, TooMuchWork } from "../../../src/CaseManager.Browser/lib/sealing/proofOfWork.ts";
import vectors from "../../vectors/proof-of-work.json" with { type: "json" };
import { fromHex } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";

describe("proof of work", () => {
  it("is what a server checks with one hash", async () => {
    const challenge = randomBytes(89);
    const nonce = await solveProof(challenge, 12);

    expect(leadingZeroBits(sha256(concat(challenge, u64(nonce))))).toBeGreaterThanOrEqual(12);
  });

  it.each(vectors)("finds the published nonce for difficulty $difficulty", async ({ challenge, difficulty, nonce }) => {
    expect(await solveProof(fromHex(challenge), difficulty)).toBe(nonce);
  });

  it("reports progress and can be stopped", async () => {
    const stop = new AbortController();
    const parts: number[] = [];
    const solving = solveProof(randomBytes(89), 24, (part) => {
      parts.push(part);
      stop.abort();
    }, stop.signal);

    await expect(solving).rejects.toThrow("abort");
    expect(parts.length).toBe(1);
  });

  it("a difficulty that nobody could work off is refused", async () => {
    await expect(solveProof(randomBytes(89), 25)).rejects.toThrow(TooMuchWork);
  });
});
