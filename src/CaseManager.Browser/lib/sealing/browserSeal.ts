import { concat, owned, randomBytes, utf8 } from "./bytes.ts";

const ivLength = 12;

/** A new device key: WebCrypto uses it and never gives it out. Kept in IndexedDB. */
export const newDeviceKey = (): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", owned(randomBytes(32)), "HKDF", false, ["deriveKey"]);

/**
 * Seals a staff member's seed for this browser, so that moving between pages does not lock it. Opening needs the
 * device key, which stays here, and the half that the server forgets when the session is idle: neither is enough.
 * @param serverHalf 32 random bytes.
 * @returns nonce (12 bytes), then AES-256-GCM of the seed.
 */
export async function sealSeedForBrowser(seed: Uint8Array, deviceKey: CryptoKey, serverHalf: Uint8Array): Promise<Uint8Array> {
  const iv = randomBytes(ivLength);
  const key = await keyOf(deviceKey, serverHalf);
  return concat(iv, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: owned(iv) }, key, owned(seed))));
}

/** Opens a seed sealed for this browser; `null` when either half is another one or the bytes were changed. */
export async function openSeedForBrowser(
  sealed: Uint8Array,
  deviceKey: CryptoKey,
  serverHalf: Uint8Array,
): Promise<Uint8Array | null> {
  const key = await keyOf(deviceKey, serverHalf);
  try {
    const iv = owned(sealed.slice(0, ivLength));
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, owned(sealed.slice(ivLength))));
  } catch {
    return null;
  }
}

function keyOf(deviceKey: CryptoKey, serverHalf: Uint8Array): Promise<CryptoKey> {
  if (serverHalf.length !== 32) throw new RangeError("the server's half has 32 bytes");
  const parameters = {
    name: "HKDF", hash: "SHA-256", salt: owned(serverHalf), info: owned(utf8("casemanager/1 browser seal")),
  };
  return crypto.subtle.deriveKey(parameters, deviceKey, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
