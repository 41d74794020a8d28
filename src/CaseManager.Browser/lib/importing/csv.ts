/** One record of a CSV file. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** Line of the file it begins on, from 1. */
  readonly line: number;
  /** Whether something stands between a closing quote and the next separator, so that it may be read otherwise than it was meant. */
  readonly loose: boolean;
}

/** What a text says as CSV. */
export interface CsvReading {
  readonly records: readonly CsvRecord[];
  /** Line of a quote that is never closed; `null` where every one is. */
  readonly unclosed: number | null;
}

/** What may stand between cells. */
export const separators = [",", ";", "\t"] as const;
export type Separator = (typeof separators)[number];

/**
 * Reads CSV as RFC 4180 has it, with any of the separators and any line break. Every text can be read: a quote inside an unquoted
 * cell, and what follows a closing quote, stand as they are.
 */
export function readCsv(text: string, separator: Separator): CsvReading {
  const records: CsvRecord[] = [];
  let at = 0;
  let line = 1;
  let unclosed: number | null = null;
  while (at < text.length) {
    const begun = line;
    const cells: string[] = [];
    let loose = false;
    for (let more = true; more; ) {
      const cell = readCell();
      cells.push(cell);
      more = text.charAt(at) === separator;
      if (more) at++;
    }
    skipBreak();
    records.push({ cells, line: begun, loose });

    function readCell(): string {
      const quoted = text.charAt(at) === '"' ? readQuoted() : "";
      const from = at;
      while (at < text.length && text.charAt(at) !== separator && !isBreak(at)) at++;
      if (from !== at && quoted !== "") loose = true;
      return quoted + text.slice(from, at);
    }
  }
  return { records, unclosed };

  function readQuoted(): string {
    const opened = line;
    let read = "";
    let from = ++at;
    for (; at < text.length; at++) {
      if (text.charAt(at) !== '"') {
        if (endsLine(at)) line++;
        continue;
      }
      read += text.slice(from, at);
      if (text.charAt(at + 1) !== '"') {
        at++;
        return read;
      }
      from = ++at;
    }
    unclosed ??= opened;
    return read + text.slice(from);
  }

  function skipBreak(): void {
    if (at >= text.length) return;
    at += text.startsWith("\r\n", at) ? 2 : 1;
    line++;
  }

  function isBreak(place: number): boolean {
    return text.charAt(place) === "\n" || text.charAt(place) === "\r";
  }

  /** Whether a line ends with this character: of `\r\n` the second one. */
  function endsLine(place: number): boolean {
    return text.charAt(place) === "\n" || (text.charAt(place) === "\r" && text.charAt(place + 1) !== "\n");
  }
}

/** Writes CSV as RFC 4180 has it; `readCsv` reads the same cells. */
export function writeCsv(records: readonly (readonly string[])[], separator: Separator = ","): string {
  const special = new RegExp(`["\r\n${separator}]`);
  const written = (cell: string): string => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return records.map((cells) => (cells.length === 1 && cells[0] === "" ? '""' : cells.map(written).join(separator)) + "\r\n").join("");
}

/** A cell that no spreadsheet takes for a formula, for files that people open in one: such a cell gets an apostrophe in front. */
export const harmlessCell = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
