import { equal, randomBytes } from "./bytes.ts";
import { labelledHash } from "./labels.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford: no I, L, O, U
const secretLength = 20;
const checkLength = 4;

/** A new recovery code, 160 random bits. */
export const newRecoveryCode = (): Uint8Array => randomBytes(secretLength);

/** A recovery code for paper: 32 characters and 4 of check, in nine groups of four. */
export const printRecoveryCode = (code: Uint8Array): string =>
  (encode(code) + check(code)).match(/.{4}/g)!.join("-");

/** Reads a recovery code in any case, with any separators, O for 0 and I or L for 1; `null` when mistyped. */
export function parseRecoveryCode(typed: string): Uint8Array | null {
  const text = typed.toUpperCase().replace(/[\s\p{P}]/gu, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  if (text.length !== secretLength * 1.6 + checkLength) return null;
  let bits = 0n;
  for (const character of text.slice(0, -checkLength)) {
    const value = alphabet.indexOf(character);
    if (value < 0) return null;
    bits = (bits << 5n) | BigInt(value);
  }
  const code = Uint8Array.from({ length: secretLength }, (_, i) => Number((bits >> BigInt(8 * (19 - i))) & 255n));
  const characters = new TextEncoder();
  return equal(characters.encode(check(code)), characters.encode(text.slice(-checkLength))) ? code : null;
}

function encode(bytes: Uint8Array): string {
  let bits = bytes.reduce((n, byte) => (n << 8n) | BigInt(byte), 0n);
  let text = "";
  for (let i = 0; i < (bytes.length * 8) / 5; i++, bits >>= 5n) text = alphabet[Number(bits & 31n)]! + text;
  return text;
}

const check = (code: Uint8Array): string =>
  encode(labelledHash("casemanager/1 recovery code", code).slice(0, 5)).slice(0, checkLength);
