import { labelledHash } from "./labels.ts";
import { english } from "./words/english.ts";

/** Six words of keys, for comparing by voice: the first 66 bits of a hash. */
export function fingerprint(keys: readonly Uint8Array[], list: readonly string[] = english): string[] {
  const hash = labelledHash("casemanager/1 fingerprint", ...keys);
  const bits = hash.subarray(0, 9).reduce((n, byte) => (n << 8n) | BigInt(byte), 0n) >> 6n;
  return Array.from({ length: 6 }, (_, i) => list[Number((bits >> BigInt(11 * (5 - i))) & 2047n)]!);
}
