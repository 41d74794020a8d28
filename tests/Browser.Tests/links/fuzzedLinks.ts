import { type Dice, diceOf } from "./dice.ts";
import { generatedLinks } from "./generatedLinks.ts";

/** Links that were torn, joined, repeated and filled with whatever is hard to read, the same for the same seed. */
export function* fuzzedLinks(count: number, seed: number): Generator<string> {
  const dice = diceOf(seed);
  const links = generatedLinks(Number.MAX_SAFE_INTEGER, seed);
  let other = "";
  for (let made = 0; made < count; made++) {
    const link: string = links.next().value ?? "";
    yield fuzz(dice, link, other);
    other = link;
  }
}

const hostile = [
  "\u0000", "\u0007", "\u007f", "\u0085", "\u00ad", "\u0130", "\u0131", "\u017f", "\u200b", "\u200d", "\u202e", "\u2066", "\u2028", "\u212a", "\u3002", "\ufeff", "\ufffd", "\uffff", "\uff0e", "\uff61", "\ud800", "\udfff",
  "\u{1d400}", "\u{1f600}", "\u{e0041}", "\u{10ffff}", "e\u0301\u0302", "ß", "ﬁ", "İ", "ς", "אב", "نص", "中", "が", "ก็", "%", "%%", "%2", "%25", "%00", "%2e%2e", "%c0%af", "%ed%a0%80", "%f4%90%80%80", "%u0041", "\\", "//", "..", "/./",
  "/../", "?", "??", "#", "##", "&", "&&", "=", "==", ";", ":", "::", "@", "[", "]", "[::1]", "{*}", "{host}", "{digits}", "$&", "$1", "\\1", "(", ")", "((", "))", "<", ">", "\"", "'", "`", "|", "^", "~", "+", " ", "\t", "\n", "\r\n",
  "https://", "http:", "tg://", "javascript:", "data:", "t.me/", "x.com/", "url=", "__proto__", "constructor", "toString", "null", "NaN", "-0", "1e9", "0x7f", "٣", "１", "9".repeat(40), "xn--", "xn--a", "www.", "www.www.",
];

function fuzz(dice: Dice, link: string, other: string): string {
  let text = link;
  for (let left = dice(6); left > 0; left--) text = change(dice, text, other);
  return text;
}

function change(dice: Dice, text: string, other: string): string {
  const at = dice(text.length + 1);
  const end = at + dice(Math.min(12, text.length - at + 1));
  const odd = (): string => hostile[dice(hostile.length)] ?? "";
  switch (dice(11)) {
    case 0: return text.slice(0, at) + text.slice(end);
    case 1: return text.slice(0, at) + odd() + text.slice(at);
    case 2: return text.slice(0, at) + odd() + text.slice(end);
    case 3: return text.slice(0, at) + text.slice(at, end).repeat(1 + dice(4)) + text.slice(end);
    case 4: return text.slice(0, at) + other.slice(dice(other.length + 1));
    case 5: return text.slice(0, at) + text.slice(at, end).toUpperCase() + text.slice(end);
    case 6: return text.slice(0, at) + encodeURIComponent(text.slice(at, end).toWellFormed()) + text.slice(end);
    case 7: return text.slice(0, at) + String.fromCodePoint(dice(0x110000)) + text.slice(end);
    case 8: return text.slice(0, at) + Array.from(text.slice(at, end)).reverse().join("") + text.slice(end);
    case 9: return odd() + text + odd();
    default: return dice(60) > 0 ? text : text.slice(0, at) + (odd() || "a").repeat(1 + dice(9000)) + text.slice(at);
  }
}
