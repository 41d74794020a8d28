/** Reads a byte string from front to back; every read says `null` once past the end. */
export interface Reader {
  take(length: number): Uint8Array | null;
  integer(width: 1 | 2 | 4): number | null;
  /** ASCII text behind a length byte. */
  shortText(): string | null;
  position(): number;
}

/** A reader that starts at the first byte. */
export function readerOf(bytes: Uint8Array): Reader {
  let position = 0;
  const take = (length: number): Uint8Array | null => {
    if (position + length > bytes.length) return null;
    position += length;
    return bytes.slice(position - length, position);
  };
  const integer = (width: number): number | null => take(width)?.reduce((n, b) => n * 256 + b, 0) ?? null;
  const shortText = (): string | null => {
    const length = integer(1);
    const text = length === null ? null : take(length);
    return text === null || text.some((b) => b < 0x21 || b > 0x7e) ? null : String.fromCharCode(...text);
  };
  return { take, integer, shortText, position: () => position };
}
