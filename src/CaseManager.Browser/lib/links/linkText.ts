import { isBlank, isHidden } from "./linkTable.ts";

/** ASCII only: the rules of Unicode would turn a Kelvin sign into a "k". */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Half surrogate pairs become U+FFFD, as they do in every UTF-8 file. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) => found.length === 2 ? found : "\ufffd");
}

/** Without blanks, hidden marks, brackets and quotes around it, and without final dots, commas and semicolons. */
export function trimLink(text: string): string {
  let start = 0;
  while (start < text.length && (isEmpty(text, start) || "<>()\"'".includes(text.charAt(start)))) start++;
  return trimEnd(text.slice(start));
}

/** A closing bracket stays where the link itself opened it: …/Title_(film). */
export function trimEnd(text: string): string {
  let end = text.length;
  let surplus: number | null = null;
  for (; end > 0; end--) {
    const last = text.charAt(end - 1);
    if (last === ")") {
      surplus ??= count(text, ")") - count(text, "(");
      if (surplus <= 0) break;
      surplus--;
    } else if (last === "(") {
      if (surplus !== null) surplus++;
    } else if (!isEmpty(text, end - 1) && !"<>\"'.,;".includes(last)) break;
  }
  return text.slice(0, end);

  function count(whole: string, bracket: string): number {
    let found = 0;
    for (let at = 0; at < end; at++) if (whole.charAt(at) === bracket) found++;
    return found;
  }
}

/** Percent-decoded as UTF-8; where it is not valid, unchanged, so that no later rule accepts it. */
export function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The first parameter of that name, decoded ("+" means itself), or null. */
export function parameter(query: string, name: string): string | null {
  for (const part of query.split("&")) {
    const equals = part.indexOf("=");
    if (decode(equals < 0 ? part : part.slice(0, equals)) === name) return equals < 0 ? "" : decode(part.slice(equals + 1));
  }
  return null;
}

/** A decimal number from 1 to `most`, without leading zeros, or null. */
export function positive(text: string, most: string): string | null {
  if (!/^[0-9]+$/.test(text)) return null;
  const digits = text.replace(/^0+/, "");
  if (digits === "" || digits.length > most.length) return null;
  return digits.length < most.length || digits <= most ? digits : null;
}

function isEmpty(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isBlank(code) || isHidden(code);
}
