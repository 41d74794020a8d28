import words from "./english.json" with { type: "json" };

/**
 * 2,048 English words, each at its value: the BIP-39 list with every word replaced that could hurt to read here.
 * No two words share their first four letters. Order and spelling are part of the receipt format. The server's plain
 * form reads the same file.
 */
export const english: readonly string[] = words;
