import { isBlank, limits } from "./linkTable.ts";
import { trimLink } from "./linkText.ts";
import { type Reading, refuse } from "./reading.ts";
import { readTelegramCommand } from "./readTelegramCommand.ts";
import { readWeb } from "./readWeb.ts";
import { namedPeer, readPeer } from "./telegramPeer.ts";

/** One link as it was typed, or as it stood inside another (`nested`). Total: every text gets an answer. */
export function readLink(typed: string, nested: boolean): Reading {
  const link = trimLink(typed);
  if (link === "") return refuse("empty");
  if (link.length > limits.length) return refuse("too_long");
  const scheme = /^(https?:\/\/|tg:(?:\/\/)?)/i.exec(link)?.[0] ?? "";
  const stray = strayCharacter(link);
  if (stray !== null) return refuse(scheme === "" ? "not_a_link" : stray);

  const rest = link.slice(scheme.length);
  if (scheme === "") return readBare(rest, nested);
  return scheme.startsWith("h") || scheme.startsWith("H") ? readWeb(rest, nested) : readTelegramCommand(rest, nested);
}

function readBare(link: string, nested: boolean): Reading {
  if (link.startsWith("@")) return readPeer(namedPeer(link.slice(1)));
  if (link.startsWith("//")) return readWeb(link.slice(2), nested);
  const authority = link.split(/[/?#]/, 1)[0] ?? "";
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/.exec(authority);
  if (scheme !== null && !(scheme[1]?.includes(".") && /^[0-9]*$/.test(scheme[2] ?? ""))) {
    return refuse(/^https?$/i.test(scheme[1] ?? "") ? "malformed" : "unsupported_scheme");
  }
  const found = readWeb(link, nested);
  if ("reason" in found) return found.reason === "bad_host" ? refuse("not_a_link") : found;
  if (found.host === null) return found;
  if (!looksLikeHost(found.host)) return refuse("not_a_link");
  const bare = authority.length === link.length && !found.host.startsWith("www.");
  return { ...found, low: found.low || bare };
}

/** Without a scheme, a word with a dot in it is taken for a host only if its end could be a domain. */
function looksLikeHost(host: string): boolean {
  if (host.startsWith("[") || /^[0-9.]+$/.test(host)) return true;
  return host.includes(".") && /\.([a-z]{2,}|xn--[a-z0-9-]+)$/.test(host);
}

function strayCharacter(link: string): string | null {
  for (let at = 0; at < link.length; at++) {
    const code = link.charCodeAt(at);
    if (isBlank(code)) return "inner_space";
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return "control_character";
  }
  return null;
}
