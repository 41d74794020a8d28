import { lowerAscii } from "./linkText.ts";

/** The letters a part of a platform's link may consist of; `lower` where the platform does not tell capital letters from small ones. */
export interface LetterClass { letters: string; first?: string; last?: string; least?: number; most: number; lower?: boolean }

/** A path word, or the value of a parameter: fixed text, or a part and its letters; `null` is anything to the end. */
export type LinkWord = readonly (string | { readonly name: string; readonly letters: LetterClass } | null)[];

/** Reads `{name:class}`, a part of that class, `{class}`, one that is named after its class, and `{*}`, anything to the end. */
export function linkWord(pattern: string, classes: Readonly<Record<string, LetterClass>>): LinkWord {
  return split(pattern).map((token) => {
    if (!token.startsWith("{")) return token;
    if (token === "{*}") return null;
    const [name = "", letters = name] = token.slice(1, -1).split(":");
    return { name, letters: classes[letters]! };
  });
}

/** Fixed text and parts with their braces. */
export const split = (pattern: string): readonly string[] => pattern.match(/\{[^}]*\}|[^{]+/g) ?? [];

/** Whether it is such a word; `parts` keeps what its parts are. */
export function isWord(word: string, pattern: LinkWord, parts: Map<string, string>): boolean {
  let rest = word;
  for (const token of pattern) {
    if (token === null) return rest !== "";
    if (typeof token === "string") {
      if (!rest.startsWith(token)) return false;
      rest = rest.slice(token.length);
      continue;
    }
    const length = take(rest, token.letters);
    if (length === null) return false;
    const part = rest.slice(0, length);
    parts.set(token.name, token.letters.lower === true ? lowerAscii(part) : part);
    rest = rest.slice(length);
  }
  return rest === "";
}

/** As many letters as there are: nothing is tried twice. */
function take(text: string, { letters, first, last, least = 1, most }: LetterClass): number | null {
  let length = 0;
  if (first !== undefined && (text === "" || !first.includes(text.charAt(length++)))) return null;
  while (length < text.length && letters.includes(text.charAt(length))) length++;
  return length >= least && length <= most && (last === undefined || last.includes(text.charAt(length - 1))) ? length : null;
}
