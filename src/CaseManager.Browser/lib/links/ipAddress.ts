/** Four decimal numbers as written everywhere; other spellings of an address are nobody's link and are refused. */
export function ipv4(host: string): number[] | null {
  const parts = host.split(".");
  if (parts.length !== 4) return null;
  const numbers = parts.map((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256 ? Number(part) : -1);
  return numbers.includes(-1) ? null : numbers;
}

/** The address between square brackets in the form of RFC 5952 (IPv4 at its end written in hexadecimal), or null. */
export function ipv6(text: string): string | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const head = groups(halves[0] ?? "", halves.length === 1);
  const tail = groups(halves[1] ?? "", true);
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  return compress([...head, ...new Array<number>(missing).fill(0), ...tail]);
}

function groups(text: string, last: boolean): number[] | null {
  if (text === "") return [];
  const numbers: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const dotted = last && index === parts.length - 1 ? ipv4(part) : null;
    if (dotted !== null) numbers.push(dotted[0]! * 256 + dotted[1]!, dotted[2]! * 256 + dotted[3]!);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) numbers.push(Number.parseInt(part, 16));
    else return null;
  }
  return numbers;
}

function compress(numbers: readonly number[]): string {
  let start = -1;
  let length = 1;
  for (let at = 0; at < 8; at++) {
    let end = at;
    while (end < 8 && numbers[end] === 0) end++;
    if (end - at > length) [start, length] = [at, end - at];
  }
  const hex = (part: readonly number[]): string => part.map((number) => number.toString(16)).join(":");
  return start < 0 ? hex(numbers) : `${hex(numbers.slice(0, start))}::${hex(numbers.slice(start + length))}`;
}
