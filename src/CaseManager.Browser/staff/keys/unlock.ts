import { fromBase64url } from "../../lib/sealing/bytes.ts";
import { parseRecoveryCode } from "../../lib/sealing/recoveryCode.ts";
import { openStaffSeed, StaffKeyRefusal } from "../../lib/sealing/staffKeys.ts";
import { unlockByPasskey, unlockByPassphrase, unlockByRecoveryCode } from "../../lib/sealing/unlock.ts";
import { readUnlockMethod } from "../../lib/sealing/unlockMethod.ts";
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
  // Somebody may have taken her passphrase away, and kept paper and passkeys.
  if (method === undefined) return null;
  if (method.salt === null || method.cost === null) throw new StaffKeyRefusal("method");
  const unlocked = await unlockByPassphrase(secret, fromBase64url(method.salt)!, method.cost);
  return openStaffSeed(keyFile, unlocked.identity, user, rostered);
}

/**
 * Opens one's own seed with what a touch gave.
 * @param credential the passkey's credential id, base64url.
 * @returns `null` when this passkey is none of the ways to unlock.
 * @throws StaffKeyRefusal, DamagedFile, ApiProblem
 */
export async function unlockWithPasskey(
  user: string, credential: string, prfResult: Uint8Array, rostered: Uint8Array | null,
): Promise<Uint8Array | null> {
  const { keyFile, methods } = await storedKeys();
  if (!methods.map(readUnlockMethod).some((one) => one.method === "passkey" && one.credential === credential)) return null;
  return openStaffSeed(keyFile, (await unlockByPasskey(prfResult)).identity, user, rostered);
}
