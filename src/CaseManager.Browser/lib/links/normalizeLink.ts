import { limits } from "./linkTable.ts";
import { wellFormed } from "./linkText.ts";
import type { PlatformDirectory } from "./platformDirectory.ts";
import { type LinkKind, refuse } from "./reading.ts";
import { readLink } from "./readLink.ts";

/** What a typed link stands for. `key`, `kind` and `url` are null together, with a `reason` from the table's list. */
export interface NormalizedLink {
  input: string;
  kind: LinkKind | null;
  key: string | null;
  platform: string | null;
  url: string | null;
  confidence: "high" | "low";
  reason: string | null;
}

/** The canonical key of a link. Never throws; the `url` of a result has the same key again. */
export function normalizeLink(typed: string, directory: PlatformDirectory): NormalizedLink {
  const input = wellFormed(typed);
  const read = readLink(input, false);
  // Its own address would be refused.
  const found = "url" in read && read.url.length > limits.length ? refuse("too_long") : read;
  if ("reason" in found) {
    const platform = found.telegram ? directory.ofScheme("tg") : null;
    return { input, kind: null, key: null, platform, url: null, confidence: "low", reason: found.reason };
  }
  const { kind, key, url, low, host } = found;
  const platform = host === null ? directory.ofScheme("tg") : directory.ofHost(host);
  return { input, kind, key, platform, url, confidence: low ? "low" : "high", reason: null };
}

/** The key that today's table gives to what an older one gave this key. */
export function keyOfToday(key: string): string {
  const read = key.startsWith("web:") ? readLink(`https://${key.slice("web:".length)}`, false) : null;
  return read !== null && "key" in read ? read.key : key;
}
