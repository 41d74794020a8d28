import { sha256 } from "@noble/hashes/sha2.js";

/**
 * Zero bits a proof needs by default. 2^16 tries on average: about 60 ms on a desktop (1,090,000 tries a second
 * measured), about 0.4 s on a phone six times slower and under 2 s there for 99 of 100 people; about 3 s on a desktop
 * whose browser compiles nothing (22,000 a second measured). A server lowers it for nobody and raises it in a flood.
 */
export const defaultDifficulty = 16;

/** The most a browser works for: above this the server is not asking for a proof but for a person to give up. */
export const maximumDifficulty = 24;

/** The server asks for more work than a browser does. */
export class TooMuchWork extends Error {
  override readonly name = "TooMuchWork";
}

const slice = 24; // milliseconds between two chances for the page to react

/**
 * Finds the nonce whose SHA-256(challenge ‖ nonce as 8 bytes big-endian) starts with so many zero bits.
 * @param onProgress gets the part of the expected work done, which may pass 1.
 * @throws TooMuchWork for a difficulty above the maximum; the signal's reason when it is aborted.
 */
export async function solveProof(
  challenge: Uint8Array,
  difficulty: number,
  onProgress: (part: number) => void = () => {},
  signal?: AbortSignal,
): Promise<number> {
  if (!Number.isInteger(difficulty) || difficulty < 0 || difficulty > maximumDifficulty) {
    throw new TooMuchWork();
  }
  // The challenge is hashed once; each try only adds the nonce.
  const start = sha256.create().update(challenge);
  const attempt = sha256.create();
  const nonce = new Uint8Array(8);
  const view = new DataView(nonce.buffer);
  for (let tried = 0; ; ) {
    signal?.throwIfAborted();
    for (const until = performance.now() + slice; performance.now() < until; ) {
      for (let i = 0; i < 128; i++, tried++) {
        view.setUint32(0, Math.floor(tried / 2 ** 32));
        view.setUint32(4, tried % 2 ** 32);
        if (leadingZeroBits(start._cloneInto(attempt).update(nonce).digest()) >= difficulty) return tried;
      }
    }
    onProgress(tried / 2 ** difficulty);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Zero bits before the first one. */
export function leadingZeroBits(hash: Uint8Array): number {
  const first = hash.findIndex((byte) => byte !== 0);
  return first < 0 ? hash.length * 8 : first * 8 + Math.clz32(hash[first]!) - 24;
}
