import letters from "../../../CaseManager.Core/Platforms/Links/host-letters.json";
import { ipv4, ipv6 } from "./ipAddress.ts";
import { decode, lowerAscii } from "./linkText.ts";
import { punycode } from "./punycode.ts";

/** A host as a key holds it, or the reason why it cannot stand in one. */
export type Host = { host: string; address: boolean } | { reason: "bad_host" | "host_not_mapped" };

/** Lower-case A-labels without a final dot, or an IP address (IPv6 in square brackets). */
export function readHost(typed: string): Host {
  if (typed.startsWith("[")) {
    const address = typed.endsWith("]") ? ipv6(typed.slice(1, -1)) : null;
    return address === null ? { reason: "bad_host" } : { host: `[${address}]`, address: true };
  }

  const ascii = toAscii(decode(typed));
  if (ascii === null) return { reason: "host_not_mapped" };
  const host = ascii.endsWith(".") ? ascii.slice(0, -1) : ascii;
  const labels = host.split(".");
  if (host.length > 253 || !labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label))) return { reason: "bad_host" };
  if (!/^([0-9]+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? "")) return { host, address: false };
  return ipv4(host) === null ? { reason: "bad_host" } : { host, address: true };
}

function toAscii(host: string): string | null {
  const lower = lowerAscii(host);
  if (/^[\0-\x7f]*$/.test(lower)) return lower;
  const mapped: number[] = [];
  for (const letter of lower) {
    const code = mapLetter(letter.codePointAt(0) ?? 0);
    if (code === null) return null;
    mapped.push(code);
  }
  return String.fromCodePoint(...mapped).split(".").map(toALabel).join(".");
}

function toALabel(label: string): string {
  if (/^[\0-\x7f]*$/.test(label)) return label;
  // A label that is longer than 63 letters cannot get shorter, and punycode takes quadratic time.
  return label.length > 63 ? label : `xn--${punycode(Array.from(label, (letter) => letter.codePointAt(0) ?? 0))}`;
}

/** UTS 46, cut down to letters that map to one letter; see generate/host-letters.mjs. */
function mapLetter(code: number): number | null {
  if (code < 0x80) return code;
  if (code === 0x3002 || code === 0xff0e || code === 0xff61) return 0x2e;
  if (find(letters.kept, code) !== null) return code;
  const row = find(letters.mapped, code);
  return row === null ? null : code + (row[3] ?? 0);
}

function find(rows: readonly (readonly number[])[], code: number): readonly number[] | null {
  for (const row of rows) {
    const [first = 0, last = 0, step = 1] = row;
    if (code >= first && code <= last && (code - first) % step === 0) return row;
  }
  return null;
}
