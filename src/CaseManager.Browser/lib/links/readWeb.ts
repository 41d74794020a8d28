import { readHost } from "./host.ts";
import { isHidden } from "./linkTable.ts";
import { positive, trimEnd } from "./linkText.ts";
import { canonical } from "./platformLinks.ts";
import { type Reading, refuse, refuseTelegram } from "./reading.ts";
import { isTelegramHost, readTelegramAddress } from "./readTelegramAddress.ts";

/** What stands after `http://`, `https://` or nothing; `nested` inside a wrapper. */
export function readWeb(address: string, nested: boolean): Reading {
  const hash = address.indexOf("#");
  const whole = hash < 0 ? address : trimEnd(address.slice(0, hash));
  const end = whole.search(/[/?]/);
  const authority = end < 0 ? whole : whole.slice(0, end);
  const path = end < 0 ? "/" : whole.charAt(end) === "/" ? whole.slice(end) : `/${whole.slice(end)}`;
  if (authority.includes("@")) return refuse("user_info");

  const colon = authority.indexOf(":", authority.startsWith("[") ? authority.indexOf("]") + 1 : 0);
  const found = readHost(colon < 0 ? authority : authority.slice(0, colon));
  if ("reason" in found) return refuse(found.reason);
  const port = colon < 0 ? "" : readPort(authority.slice(colon + 1));

  if (isTelegramHost(found.host)) {
    if (port !== "") return refuseTelegram("bad_port");
    return readTelegramAddress(found.host, path, hash < 0 ? "" : address.slice(hash + 1), nested);
  }
  if (port === null) return refuse("bad_port");
  const item = port === "" ? canonical(found.host, path) : null;
  const location = item ?? `${found.host}${port}${path}`;
  const host = item === null ? found.host : item.slice(0, item.indexOf("/"));
  return { kind: "web", key: `web:${location}`, url: `https://${location}`, low: item === null && holdsHidden(path), host };
}

/** `:8080`, nothing for the ports http and https have anyway (they are one here), null for no port at all. */
function readPort(digits: string): string | null {
  if (digits === "") return "";
  const port = positive(digits, "65535");
  if (port === null) return null;
  return port === "80" || port === "443" ? "" : `:${port}`;
}

function holdsHidden(path: string): boolean {
  for (let at = 0; at < path.length; at++) if (isHidden(path.charCodeAt(at))) return true;
  return false;
}
