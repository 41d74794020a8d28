import { base64url, randomBytes } from "./bytes.ts";
import { recipientOf } from "./keyPair.ts";
import { newRecoveryCode, printRecoveryCode } from "./recoveryCode.ts";
import type { SignedDocument } from "./signedDocument.ts";
import type { StaffKeys } from "./staffKeys.ts";
import { sealStaffSeed, staffKeysOf } from "./staffKeys.ts";
import { newSalt, unlockByPassphrase, unlockByRecoveryCode, usualCost } from "./unlock.ts";
import type { PassphraseCost } from "./unlock.ts";
import { signUnlockMethod } from "./unlockMethod.ts";

/** A staff member's keys as the server takes them; base64url. */
export interface PostedStaffKeys {
  readonly keyFile: string;
  readonly methods: readonly { readonly bytes: string; readonly signature: string }[];
  readonly signingKey: string;
  readonly recipientKey: string;
}

/** Keys just made: the seed stays in this browser, the code goes to paper. */
export interface MadeStaffKeys {
  readonly seed: Uint8Array;
  readonly keys: StaffKeys;
  /** Nine groups of four, for paper. */
  readonly recoveryCode: string;
  readonly posted: PostedStaffKeys;
}

/** Makes a staff member's keys with two ways to open them: a passphrase and a printed recovery code. */
export async function makeKeys(
  staffId: string,
  passphrase: string,
  at: string,
  cost: PassphraseCost = usualCost,
): Promise<MadeStaffKeys> {
  const seed = randomBytes(32);
  const keys = await staffKeysOf(seed);
  const salt = newSalt();
  const code = newRecoveryCode();
  const byPassphrase = await unlockByPassphrase(passphrase, salt, cost);
  const byCode = await unlockByRecoveryCode(code);
  const common = { user: staffId, credential: "", at };
  const methods = [
    signUnlockMethod(
      { ...common, method: "passphrase", salt: base64url(salt), cost, publicKey: byPassphrase.publicKey }, keys.signingSeed,
    ),
    signUnlockMethod(
      { ...common, method: "recovery-code", salt: null, cost: null, publicKey: byCode.publicKey }, keys.signingSeed,
    ),
  ];
  const keyFile = await sealStaffSeed(staffId, seed, [recipientOf(byPassphrase.publicKey), recipientOf(byCode.publicKey)]);
  return {
    seed,
    keys,
    recoveryCode: printRecoveryCode(code),
    posted: {
      keyFile: base64url(keyFile),
      methods: methods.map(posted),
      signingKey: base64url(keys.signingKey),
      recipientKey: base64url(keys.sealing.publicKey),
    },
  };
}

const posted = ({ bytes, signature }: SignedDocument) => ({ bytes: base64url(bytes), signature: base64url(signature) });
