import { fromBase64url } from "../lib/sealing/bytes.ts";
import { parseRecoveryCode } from "../lib/sealing/recoveryCode.ts";
import { bytesText, list, object, text } from "../lib/sealing/shape.ts";
import { openStaffSeed, StaffKeyRefusal } from "../lib/sealing/staffKeys.ts";
import { unlockByPassphrase, unlockByRecoveryCode } from "../lib/sealing/unlock.ts";
import type { UnlockMethod } from "../lib/sealing/unlockMethod.ts";
import { readUnlockMethod } from "../lib/sealing/unlockMethod.ts";
import { call } from "./api.ts";

const answerShape = object({
  keyFile: text(60_000), methods: list(object({ bytes: text(20_000), signature: bytesText(64) }), 8), signingKey: bytesText(32),
  recipientKey: text(2000),
});

/**
 * Opens one's own seed with a passphrase or a printed recovery code.
 * @param rostered the signing key the roster names; `null` before one was admitted.
 * @returns `null` when it is neither.
 * @throws StaffKeyRefusal, DamagedFile, ApiProblem
 */
export async function unlock(user: string, secret: string, rostered: Uint8Array | null): Promise<Uint8Array | null> {
  const answer = await call("GET", "/api/staff/keys");
  if (!answerShape(answer)) throw new StaffKeyRefusal("method");
  const file = fromBase64url(answer.keyFile);
  if (file === null) throw new StaffKeyRefusal("method");
  const code = parseRecoveryCode(secret);
  if (code !== null) return openStaffSeed(file, (await unlockByRecoveryCode(code)).identity, user, rostered);
  const method = answer.methods.map(methodOf).find((one) => one.method === "passphrase");
  if (method?.salt == null || method.cost === null) throw new StaffKeyRefusal("method");
  const unlocked = await unlockByPassphrase(secret, fromBase64url(method.salt)!, method.cost);
  return openStaffSeed(file, unlocked.identity, user, rostered);
}

function methodOf({ bytes, signature }: { readonly bytes: string; readonly signature: string }): UnlockMethod {
  const document = fromBase64url(bytes);
  if (document === null) throw new StaffKeyRefusal("method");
  return readUnlockMethod({ bytes: document, signature: fromBase64url(signature)! });
}
