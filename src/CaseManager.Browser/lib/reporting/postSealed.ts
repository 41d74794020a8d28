import { sha256 } from "@noble/hashes/sha2.js";
import type { ReceiptKeys } from "../sealing/index.ts";
import { fromBase64url, hex, solveProof, utf8 } from "../sealing/index.ts";
import { ApiRefusal, call, NotReached, persist } from "./api.ts";

/** What a page is told while something is posted. */
export interface Posting {
  /** Part of the expected work for the proof that is done, which may pass 1. */
  readonly onProgress?: (part: number) => void;
  /** The connection is gone; the same bytes are tried again by and by. */
  readonly onWait?: () => void;
  readonly signal?: AbortSignal | undefined;
}

interface ChallengeAnswer {
  readonly challenge: string;
  readonly difficulty: number;
}

/**
 * Posts a sealed case or draft until the server has it, always the same bytes, so that an answer lost on the way does no harm.
 * @param receipt shown for a case the server has already as a draft: then no proof of work is asked.
 * @throws ApiRefusal, NotReached after several attempts, or the signal's reason.
 */
export function postSealed<T>(path: string, text: string, receipt: ReceiptKeys | null, posting: Posting = {}): Promise<T> {
  const { signal, onWait } = posting;
  const attempt = async (): Promise<T> => {
    const headers = receipt === null ? await proofFor(text, posting) : {};
    try {
      return await call<T>(path, { method: "POST", text, headers, receipt, signal });
    } catch (failure) {
      // The challenge ran out or was counted already: a new one, after a pause as for a lost connection.
      if (failure instanceof ApiRefusal && failure.code.startsWith("proof-")) throw new NotReached();
      throw failure;
    }
  };
  return persist(attempt, signal, onWait);
}

async function proofFor(text: string, { onProgress, signal }: Posting): Promise<Record<string, string>> {
  const bodyHash = hex(sha256(utf8(text)));
  const asked = await call<ChallengeAnswer>("/api/challenges", { method: "POST", text: JSON.stringify({ bodyHash }), signal });
  const challenge = typeof asked.challenge === "string" ? fromBase64url(asked.challenge) : null;
  if (challenge === null) throw new NotReached();
  const nonce = await solveProof(challenge, asked.difficulty, onProgress, signal);
  return { "Proof-Challenge": asked.challenge, "Proof-Nonce": String(nonce) };
}
