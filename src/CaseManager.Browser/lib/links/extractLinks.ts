import { isTelegramHost } from "./readTelegramAddress.ts";
import { isBlank, isHidden } from "./linkTable.ts";
import { trimLink, wellFormed } from "./linkText.ts";
import { type NormalizedLink, normalizeLink } from "./normalizeLink.ts";
import type { PlatformDirectory } from "./platformDirectory.ts";

/** A stretch of what was pasted: a link that was found, or text that is none. */
export interface Piece { text: string; link: NormalizedLink | null }

/** Every character stands in exactly one piece; `leftovers` are the lines of text that are no link, never dropped. */
export interface Extraction { pieces: Piece[]; links: NormalizedLink[]; leftovers: string[] }

// Where a link may start: a scheme (its host may have slipped to the next line), a host, or a name; and what must
// not stand before it. No look-behind: a telephone of 2022 does not know it.
const starts = new RegExp([
  String.raw`(https?:\/\/(?:\s+(?=[a-z0-9-]+\.[a-z]))?)`,
  String.raw`(tg:(?=\/\/|[a-z]))`,
  String.raw`((?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.){1,9}(?:xn--[a-z0-9-]{1,59}|[a-z]{2,63})(?![a-z0-9@_-]|\.[a-z0-9]))`,
  String.raw`(@[a-z](?:_?[a-z0-9]){1,31}(?![a-z0-9@_]|\.[a-z0-9]))`,
].join("|"), "giu");
const notBefore = [/^$/, /[a-z0-9]/i, /[a-z0-9@._%+-]/i, /[a-z0-9@._%+/-]/i];
const endMarks = "<>\"«»“”„‘’‚‹›「」『』【】《》〈〉〔〕（）［］｛｝，。、；：！？…｜|";
const nextInList = /^[,;](?:https?:\/\/|tg:|@|(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,63}\/)/i;
const writtenWithoutSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uffef]/u;

/** Finds the links in anything a person pastes. */
export function extractLinks(pasted: string, directory: PlatformDirectory): Extraction {
  const text = wellFormed(pasted);
  const pieces: Piece[] = [];
  let done = 0;
  starts.lastIndex = 0;
  for (let match = starts.exec(text); match !== null; match = starts.exec(text)) {
    const form = match.slice(1).findIndex((part) => part !== undefined);
    if (match.index > 0 && notBefore[form]?.test(text.charAt(match.index - 1))) {
      if (form === 1) starts.lastIndex = match.index + 1;
      continue;
    }
    const end = endOfLink(text, match.index, match.index + match[0].length);
    const typed = trimLink(text.slice(match.index, end));
    const link = normalizeLink(typed.replace(/\s+/gu, ""), directory);
    if (link.reason === "not_a_link" || !standsAlone(text, match.index, match.index + typed.length, link, match[0])) continue;
    add(text.slice(done, match.index), null);
    add(typed, link);
    done = match.index + typed.length;
    starts.lastIndex = done;
  }
  add(text.slice(done), null);
  return {
    pieces,
    links: pieces.flatMap((piece) => piece.link ?? []),
    leftovers: pieces.filter((piece) => piece.link === null)
      .flatMap((piece) => piece.text.split(/[\r\n]+/)).map((line) => line.trim()).filter((line) => /[\p{L}\p{N}]/u.test(line)),
  };

  function add(stretch: string, link: NormalizedLink | null): void {
    if (stretch !== "") pieces.push({ text: stretch, link });
  }
}

function endOfLink(text: string, start: number, from: number): number {
  if (text.charAt(start) === "@") return from;
  const telegram = isTelegramHost(/^(?:https?:\/\/\s*)?([^/?#:\s]*)/i.exec(text.slice(start, start + 300))?.[1]?.toLowerCase() ?? "");
  let before = text.charAt(from - 1);
  let inWords = false;
  for (let at = from; at < text.length; at++) {
    const letter = text.charAt(at);
    const code = text.charCodeAt(at);
    if (isBlank(code) || code < 0x20 || endMarks.includes(letter) || (isHidden(code) && code !== 0x200c && code !== 0x200d)) return at;
    // Two links with nothing between them; inside a parameter or an archive's path it is one.
    if (/^https?:\/\//i.test(text.slice(at, at + 8)) && before !== "=" && before !== "/") return at;
    if ((letter === "," || letter === ";") && nextInList.test(text.slice(at, at + 200))) return at;
    // Sentences go on without a space; only a path or a parameter may begin in such a script, never on Telegram.
    if (writtenWithoutSpaces.test(letter)) {
      if (telegram || !(inWords || before === "/" || before === "=")) return at;
      inWords = true;
    } else inWords = false;
    before = letter;
  }
  return text.length;
}

/** A host without scheme and path is a link if the platform is known, it starts with www., or the line holds nothing else. */
function standsAlone(text: string, start: number, end: number, link: NormalizedLink, begun: string): boolean {
  if (link.kind !== "web" || link.platform !== null || link.confidence === "high" || /^(https?:|tg:|@)/i.test(begun)) return true;
  const line = text.slice(text.lastIndexOf("\n", start) + 1, (text.indexOf("\n", end) + 1 || text.length + 1) - 1);
  return trimLink(line) === text.slice(start, end);
}
