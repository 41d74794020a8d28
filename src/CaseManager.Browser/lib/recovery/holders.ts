import { sha256 } from "@noble/hashes/sha2.js";
import { concat } from "../sealing/bytes.ts";
import { labelledHash } from "../sealing/labels.ts";
import { suggestPassphrase } from "../sealing/passphrase.ts";
import { openRecoveryFile, recoveryWorkFactor, sealRecoveryFile } from "../sealing/recoveryFile.ts";
import type { RecoverySecrets } from "./recoveryText.ts";
import { readRecoveryText, recoveryText } from "./recoveryText.ts";

/** The three who hold words, in the order in which two of them type theirs. */
export const holders = ["A", "B", "C"] as const;
export type Holder = (typeof holders)[number];

/** Which two holders open which file. */
export const pairs = ["AB", "AC", "BC"] as const;
export type Pair = (typeof pairs)[number];

/** Ten words of each holder, with single spaces. */
export type HolderWords = Readonly<Record<Holder, string>>;

/** The three files. */
export type RecoveryFiles = Readonly<Record<Pair, Uint8Array>>;

/** Words of a holder: 110 bits. */
export const wordsOfAHolder = 10;

/** Ten words for each of three holders. */
export const newHolderWords = (): HolderWords => ({
  A: suggestPassphrase(wordsOfAHolder), B: suggestPassphrase(wordsOfAHolder), C: suggestPassphrase(wordsOfAHolder),
});

/** The files that a holder can open with one of the others. */
export const pairsOf = (holder: Holder): Pair[] => pairs.filter((pair) => pair.includes(holder));

/** Words as somebody types them from paper; `null` unless they are ten. */
export function typedWords(text: string): string | null {
  const words = text.normalize("NFKC").toLowerCase().split(/[^a-z]+/).filter((word) => word !== "");
  return words.length === wordsOfAHolder ? words.join(" ") : null;
}

/** Whether a word is the one on paper, however it was typed. */
export const sameWord = (typed: string, word: string): boolean => typed.normalize("NFKC").trim().toLowerCase() === word;

/** Seals what the organisation cannot be without in three files, two holders each. Holds the thread for seconds. */
export async function sealForHolders(
  secrets: RecoverySecrets,
  words: HolderWords,
  pause: () => Promise<void> = async () => {},
  workFactor: number = recoveryWorkFactor,
): Promise<RecoveryFiles> {
  const content = recoveryText(secrets);
  const files: Partial<Record<Pair, Uint8Array>> = {};
  for (const pair of pairs) {
    await pause();
    files[pair] = await sealRecoveryFile(content, passphraseOf(pair, words), workFactor);
  }
  content.fill(0);
  return files as RecoveryFiles;
}

/**
 * Opens the file of two holders.
 * @returns `null` when the words are not the file's.
 * @throws DamagedFile
 */
export async function openForHolders(file: Uint8Array, pair: Pair, words: Partial<HolderWords>): Promise<RecoverySecrets | null> {
  const opened = await openRecoveryFile(file, passphraseOf(pair, words));
  return opened === null ? null : readRecoveryText(opened);
}

/** What the roster says of the three files: the hash of their hashes. */
export const hashOfFiles = (files: RecoveryFiles): Uint8Array =>
  labelledHash("casemanager/1 recovery files", concat(...pairs.map((pair) => sha256(files[pair]))));

const passphraseOf = ([first, second]: Pair | string, words: Partial<HolderWords>): string =>
  `${words[first as Holder] ?? ""} ${words[second as Holder] ?? ""}`;
