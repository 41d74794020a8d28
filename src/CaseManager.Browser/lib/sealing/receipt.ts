import { concat, equal, randomBytes } from "./bytes.ts";
import { labelledHash } from "./labels.ts";
import { english } from "./words/english.ts";

/** Bytes of the secret behind a receipt. */
export const receiptSecretLength = 10;

const wordCount = 8;
const digitCount = 25;
const limit = 1n << 80n;

/** Why a typed receipt cannot be one. `position` is the word's place, from 0. */
export type Mistyped =
  | { readonly mistyped: "length" }
  | { readonly mistyped: "unknown-word"; readonly position: number }
  | { readonly mistyped: "check" };

/** A new receipt secret. */
export const newReceipt = (): Uint8Array => randomBytes(receiptSecretLength);

/** The eight words of a secret: its 80 bits and 8 bits of check, 11 bits a word, highest bits first. */
export function receiptWords(secret: Uint8Array, list: readonly string[] = english): string[] {
  let bits = integerOf(concat(secret, checkByte(secret)));
  const words: string[] = [];
  for (let i = 0; i < wordCount; i++, bits >>= 11n) words.unshift(list[Number(bits & 2047n)]!);
  return words;
}

/** The 27 digits of a secret in groups of three: 25 of the number, two of check (ISO 7064 MOD 97-10). */
export function receiptDigits(secret: Uint8Array): string {
  const number = integerOf(secret).toString().padStart(digitCount, "0");
  return (number + checkDigits(number)).match(/.{3}/g)!.join(" ");
}

/**
 * Reads a receipt as someone typed it: words of any given list or digits of any script, in any case, with
 * any separators, accents left out or added, a word cut down to its first four letters.
 * @returns the secret, or why it is mistyped. Nothing is derived for a mistyped one.
 */
export function parseReceipt(
  typed: string,
  lists: readonly (readonly string[])[] = [english],
): { readonly secret: Uint8Array } | Mistyped {
  const text = typed.normalize("NFKC");
  if (!/\p{L}/u.test(text)) return parseDigits(text);
  let best: { readonly secret: Uint8Array } | Mistyped = { mistyped: "length" };
  for (const list of lists) {
    const parsed = parseWords(text, list);
    if ("secret" in parsed) return parsed;
    if (progress(parsed) > progress(best)) best = parsed;
  }
  return best;
}

function parseWords(text: string, list: readonly string[]): { readonly secret: Uint8Array } | Mistyped {
  const typed = plain(text).split(/[^\p{L}]+/u).filter((word) => word !== "");
  if (typed.length !== wordCount) return { mistyped: "length" };
  const words = list.map(plain);
  let bits = 0n;
  for (const [position, word] of typed.entries()) {
    const index = indexOfWord(words, word);
    if (index < 0) return { mistyped: "unknown-word", position };
    bits = (bits << 11n) | BigInt(index);
  }
  const bytes = bytesOf(bits, receiptSecretLength + 1);
  const secret = bytes.slice(0, receiptSecretLength);
  return equal(checkByte(secret), bytes.slice(receiptSecretLength)) ? { secret } : { mistyped: "check" };
}

function parseDigits(text: string): { readonly secret: Uint8Array } | Mistyped {
  const digits = digitsOf(text);
  if (digits.length !== digitCount + 2) return { mistyped: "length" };
  const number = digits.slice(0, digitCount);
  if (BigInt(number) >= limit || checkDigits(number) !== digits.slice(digitCount)) return { mistyped: "check" };
  return { secret: bytesOf(BigInt(number), receiptSecretLength) };
}

/** The digits of a text in Latin ones, whatever script they are typed in. */
export const digitsOf = (text: string): string => Array.from(text.matchAll(/\p{Nd}/gu), ([digit]) => valueOfDigit(digit)).join("");

function indexOfWord(words: readonly string[], typed: string): number {
  const exact = words.indexOf(typed);
  if (exact >= 0 || typed.length < 4) return exact;
  const first = words.findIndex((word) => word.startsWith(typed));
  return first >= 0 && words.findLastIndex((word) => word.startsWith(typed)) === first ? first : -1;
}

/** Unicode lays the ten digits of every script out in a row, zero first. */
function valueOfDigit(digit: string): number {
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(digit.codePointAt(0)! - before - 1))) before++;
  return before % 10;
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const checkByte = (secret: Uint8Array): Uint8Array => labelledHash("casemanager/1 receipt", secret).slice(0, 1);

const checkDigits = (number: string): string => (98n - (BigInt(number) * 100n) % 97n).toString().padStart(2, "0");

const integerOf = (bytes: Uint8Array): bigint => bytes.reduce((n, b) => (n << 8n) | BigInt(b), 0n);

const bytesOf = (value: bigint, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => Number((value >> BigInt(8 * (length - 1 - i))) & 255n));

const progress = (result: { readonly secret: Uint8Array } | Mistyped): number =>
  "secret" in result ? 9 : result.mistyped === "check" ? 8 : result.mistyped === "length" ? -1 : result.position;
