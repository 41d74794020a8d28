import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { AuthorKey, VerifyKeys } from "../../../src/CaseManager.Browser/lib/sealing/authenticator.ts";
import { randomBytes } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { caseIdOf, survivorMacKey } from "../../../src/CaseManager.Browser/lib/sealing/caseKey.ts";
import type { Expected } from "../../../src/CaseManager.Browser/lib/sealing/frame.ts";
import type { FrameHeader } from "../../../src/CaseManager.Browser/lib/sealing/frameFormat.ts";
import { noHash } from "../../../src/CaseManager.Browser/lib/sealing/frameFormat.ts";
import { keyPairOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";

export const staffId = "00112233445566778899aabbccddeeff";
export const staffSeed = new Uint8Array(32).fill(5);
export const staffKey: AuthorKey = { signingSeed: staffSeed };

/** One case with its keys, and what a reader of it knows. */
export async function practiceCase() {
  const instanceId = randomBytes(16);
  const c = await keyPairOf();
  const caseId = caseIdOf(instanceId, c.publicKey);
  const survivorMac = survivorMacKey(c.seed, caseId);
  const keys: VerifyKeys = {
    survivorMac,
    staffKey: (id) => (id === staffId ? ed25519.getPublicKey(staffSeed) : null),
  };
  const header = (change: Partial<FrameHeader> = {}): FrameHeader => ({
    instanceId, caseId, keyPair: "C", generation: 0, objectId: randomBytes(16), kind: "message", author: "survivor",
    sequence: 1, previous: noHash(), heads: [], schemaHash: noHash(), ...change,
  });
  return { instanceId, caseId, c, survivorMac, survivorKey: { survivorMac } as AuthorKey, keys, header };
}

/** What an honest server says of a frame. */
export const honest = (header: FrameHeader): Expected => header;

export const hashOf = (file: Uint8Array): Uint8Array => sha256(file);
