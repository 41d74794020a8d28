import { randomBytes } from "./bytes.ts";
import { english } from "./words/english.ts";

/** Words in a suggested passphrase: 66 bits. */
export const suggestedWords = 6;

/** The least a passphrase of one's own must have. */
export const shortestPassphrase = 16;

/** A passphrase nobody chose, so that nobody guesses it: 11 bits a word. */
export const suggestPassphrase = (words: number = suggestedWords): string =>
  Array.from({ length: words }, () => english[wordIndex()]!).join(" ");

/**
 * Whether a passphrase may protect keys: the suggested one, or one with at least 16 characters of which ten differ.
 * A rule that asks for more kinds of characters would only make people write it down.
 */
export const isStrongPassphrase = (passphrase: string): boolean => {
  const text = passphrase.normalize("NFKC").trim();
  return text.length >= shortestPassphrase && new Set(text.toLowerCase()).size >= 10;
};

function wordIndex(): number {
  const [high, low] = randomBytes(2) as unknown as [number, number];
  return ((high << 8) | low) & 2047; // 2,048 words: every index is equally likely
}
