import { domainToASCII, domainToUnicode } from "node:url";

// Blocks people register names in. What is left out (marks, digits of other scripts, rare letters)
// is refused with a reason by both normalisers; the xn-- form of such a host is always accepted.
const blocks = [
  [0x00a0, 0x024f], [0x0370, 0x052f], [0x0531, 0x0587], [0x05d0, 0x05ea], [0x0620, 0x06ff],
  [0x10d0, 0x10ff], [0x1e00, 0x1eff], [0x3005, 0x3007], [0x3041, 0x30ff], [0x3400, 0x4dbf],
  [0x4e00, 0x9fff], [0xac00, 0xd7a3], [0xff10, 0xff19], [0xff21, 0xff3a], [0xff41, 0xff5a],
];
const letter = /[\p{L}\u3007\uff10-\uff19]/u;

/**
 * The letters a host may hold beside ASCII, after UTS 46: those kept as they are and those
 * replaced by exactly one other. Letters that compose with a neighbour are left out, so that
 * no Unicode normalisation is needed at run time and both languages agree for good.
 * Each row of `kept` is first, last, step; each row of `mapped` is first, last, step, difference.
 */
export function hostLetters() {
  const composing = lettersThatCompose();
  const kept = [];
  const mapped = [];
  for (const [first, last] of blocks) {
    for (let code = first; code <= last; code++) {
      const target = letter.test(String.fromCodePoint(code)) ? mapping(code) : null;
      if (target === null || composing.has(code) || composing.has(target)) continue;
      if (target === code) append(kept, code);
      else append(mapped, code, target - code);
    }
  }
  return { kept, mapped };
}

function mapping(code) {
  const before = code >= 0xff10 ? "a" : ""; // full-width digits alone would be an IPv4 address
  const host = domainToUnicode(domainToASCII(before + String.fromCodePoint(code).repeat(2)));
  const unicode = [...host.slice(before.length)];
  return unicode.length === 2 && unicode[0] === unicode[1] ? unicode[0].codePointAt(0) : null;
}

function lettersThatCompose() {
  const found = new Set();
  for (let code = 0x80; code < 0x30000; code++) {
    const letterItself = String.fromCodePoint(code);
    const parts = [...letterItself.normalize("NFD")];
    if (parts.length > 1 && letterItself.normalize("NFC") === letterItself) found.add(parts.at(-1).codePointAt(0));
  }
  return found;
}

function append(rows, code, ...difference) {
  const row = rows.at(-1);
  if (row !== undefined && row[3] === difference[0]) {
    const gap = code - row[1];
    if (row[0] === row[1] ? gap <= 2 : gap === row[2]) {
      row[1] = code;
      row[2] = gap;
      return;
    }
  }
  rows.push([code, code, 1, ...difference]);
}
