/** The largest file, bytes: 5 MiB. */
export const maximumFile = 5 * 1024 * 1024;

/** Why a file cannot be read as text. */
export interface Unreadable {
  readonly code: "empty" | "too-large" | "spreadsheet" | "utf-16" | "binary" | "not-utf-8";
  /** The line where that shows, from 1. */
  readonly line: number;
}

/** The text of a file in UTF-8, with or without byte order mark. */
export function fileText(bytes: Uint8Array): string | Unreadable {
  if (bytes.length === 0) return { code: "empty", line: 1 };
  if (bytes.length > maximumFile) return { code: "too-large", line: 1 };
  if (begins(bytes, 0x50, 0x4b, 3, 4) || begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { code: "spreadsheet", line: 1 };
  if (begins(bytes, 0xff, 0xfe) || begins(bytes, 0xfe, 0xff)) return { code: "utf-16", line: 1 };
  const nul = bytes.indexOf(0);
  if (nul >= 0) return { code: "binary", line: lineOf(bytes, nul) };
  const text = decoded(bytes);
  if (text === null) return { code: "not-utf-8", line: firstBadLine(bytes) };
  return text.trim() === "" ? { code: "empty", line: 1 } : text;
}

/** A byte order mark is left out. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** No character of UTF-8 but the line break itself holds its byte, so that lines can be looked at one by one. */
function firstBadLine(bytes: Uint8Array): number {
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start);
    const stop = end < 0 ? bytes.length : end + 1;
    if (decoded(bytes.subarray(start, stop)) === null) return line;
    start = stop;
  }
  return 1;
}

function lineOf(bytes: Uint8Array, place: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < place; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}

const begins = (bytes: Uint8Array, ...start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte);
