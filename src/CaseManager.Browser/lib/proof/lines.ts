/** How wide a text is, in points. */
export type Measure = (text: string) => number;

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

// Behind spaces, behind what joins the parts of an address, and around every character that is written without spaces; never before closing marks.
const breaks = /(?<=\s)(?=\S)|(?<=[/?&=.,;:@_+-])(?=[^\s/?&=.,;:@_+-])|(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}、。，！？；：])(?![、。，．！？；：）」』】》\])\s])|(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])(?<![（「『【《[(\s])/u;

/** Breaks one line of a text into lines that are no wider; a word that is wider than a line is broken between characters. */
export function wrapLine(text: string, width: number, measure: Measure): string[] {
  if (measure(text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  const add = (piece: string): void => {
    if (measure((line + piece).trimEnd()) <= width) {
      line += piece;
      return;
    }
    if (line !== "") lines.push(line.trimEnd());
    line = piece;
  };
  for (const piece of text.split(breaks)) {
    if (measure(piece.trimEnd()) <= width) {
      add(piece);
      continue;
    }
    for (const { segment } of graphemes.segment(piece)) add(segment);
  }
  if (line !== "") lines.push(line.trimEnd());
  return lines;
}

/** Whether a text is read from right to left: its first letter decides, as with `dir="auto"`. */
export function isRightToLeft(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0];
  return first !== undefined && /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u.test(first);
}

/** Lines of a text as they can be drawn: tabs as spaces, no control characters, and none that turns the direction of what follows. */
export const printableLines = (text: string): string[] =>
  text.replaceAll("\t", "    ").split(/\r\n|\r|\n|\u2028|\u2029|\f|\v/u).map((line) => line.replace(/[\p{Cc}\u202a-\u202e\ufeff]/gu, ""));
