import { fromBase64url } from "../lib/sealing/bytes.ts";
import { parseRecoveryCode } from "../lib/sealing/recoveryCode.ts";
import { openStaffSeed, StaffKeyRefusal } from "../lib/sealing/staffKeys.ts";
import { unlockByPassphrase, unlockByRecoveryCode } from "../lib/sealing/unlock.ts";
import { readUnlockMethod } from "../lib/sealing/unlockMethod.ts";
import { storedKeys } from "./storedKeys.ts";

/**
 * Opens one's own seed with a passphrase or a printed recovery code.
 * @param rostered the signing key the roster names; `null` before one was admitted.
 * @returns `null` when it is neither.
 * @throws StaffKeyRefusal, DamagedFile, ApiProblem
 */
export async function unlock(user: string, secret: string, rostered: Uint8Array | null): Promise<Uint8Array | null> {
  const { keyFile, methods } = await storedKeys();
  const code = parseRecoveryCode(secret);
  if (code !== null) return openStaffSeed(keyFile, (await unlockByRecoveryCode(code)).identity, user, rostered);
  const method = methods.map(readUnlockMethod).find((one) => one.method === "passphrase");
  if (method?.salt == null || method.cost === null) throw new StaffKeyRefusal("method");
  const unlocked = await unlockByPassphrase(secret, fromBase64url(method.salt)!, method.cost);
  return openStaffSeed(keyFile, unlocked.identity, user, rostered);
}
