import { derive, labelledHash } from "./labels.ts";

/** The two key pairs of a case: what the survivor may read, and what only staff read. */
export type CaseKeyName = "C" | "N";

/** The id of a case: 16 bytes that anyone who opens a wrap of `C`, generation 0, computes again. */
export const caseIdOf = (instanceId: Uint8Array, publicKey: Uint8Array): Uint8Array =>
  labelledHash("casemanager/1 case", instanceId, publicKey).slice(0, 16);

/** The key of the survivor's authenticators, from the seed of `C`, generation 0. The server never has it. */
export const survivorMacKey = (seed: Uint8Array, caseId: Uint8Array): Uint8Array =>
  derive(seed, "casemanager/1 survivor-mac", 32, caseId);
