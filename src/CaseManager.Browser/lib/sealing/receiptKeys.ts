import { owned } from "./bytes.ts";
import { derive } from "./labels.ts";

/** PBKDF2 rounds behind a receipt. */
export const receiptRounds = 600_000;

/** What follows from a receipt. The receipt itself never leaves the browser. */
export interface ReceiptKeys {
  /** 16 bytes, names her case to the server. */
  readonly lookupId: Uint8Array;
  /** 32 bytes, shows the server that she holds the receipt. */
  readonly authToken: Uint8Array;
  /** 32 bytes, seed of her hybrid identity. Never sent. */
  readonly survivorSeed: Uint8Array;
}

/** Derives a receipt's keys; takes 0.1 to 0.3 s. `salt` is the instance's, 16 bytes. */
export async function deriveReceiptKeys(secret: Uint8Array, salt: Uint8Array): Promise<ReceiptKeys> {
  const key = await crypto.subtle.importKey("raw", owned(secret), "PBKDF2", false, ["deriveBits"]);
  const parameters = { name: "PBKDF2", hash: "SHA-256", salt: owned(salt), iterations: receiptRounds };
  const root = new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256));
  return {
    lookupId: derive(root, "casemanager/1 lookup", 16),
    authToken: derive(root, "casemanager/1 auth"),
    survivorSeed: derive(root, "casemanager/1 survivor"),
  };
}
