import { wordlist } from "@scure/bip39/wordlists/english.js";
import { replacements } from "./englishReplacements.ts";

/**
 * 2,048 English words, each at its value: the BIP-39 list with every word replaced that could hurt to read here.
 * No two words share their first four letters. Order and spelling are part of the receipt format.
 */
export const english: readonly string[] = wordlist.map((word) => replacements[word] ?? word);
