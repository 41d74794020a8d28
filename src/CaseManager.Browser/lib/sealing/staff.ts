// What only staff pages need; the survivor's page imports index.ts alone.
export * from "./index.ts";
export { newDeviceKey, openSeedForBrowser, sealSeedForBrowser } from "./browserSeal.ts";
export { fingerprint } from "./fingerprint.ts";
export { newRecoveryCode, parseRecoveryCode, printRecoveryCode } from "./recoveryCode.ts";
export { isSignedBy, signDocument } from "./signedDocument.ts";
export type { DocumentLabel, SignedDocument } from "./signedDocument.ts";
export { openStaffSeed, sealStaffSeed, StaffKeyRefusal, staffKeysOf } from "./staffKeys.ts";
export type { StaffKeys } from "./staffKeys.ts";
export {
  isAcceptable, leastCost, newSalt, passkeyInput, unlockByPasskey, unlockByPassphrase, unlockByRecoveryCode, usualCost,
} from "./unlock.ts";
export type { PassphraseCost } from "./unlock.ts";
export { publicKeyOfMethod, readUnlockMethod, signUnlockMethod, verifiedUnlockMethods } from "./unlockMethod.ts";
export type { UnlockMethod } from "./unlockMethod.ts";
