import { limits, nameHost, pageHosts, pathRows, telegramHosts, webHost } from "./linkTable.ts";
import { decode, lowerAscii, parameter, positive } from "./linkText.ts";
import { type Reading, refuseTelegram } from "./reading.ts";
import { readTelegramPage, readTelegramWeb } from "./readTelegramWeb.ts";
import { readWrapped } from "./readWrapped.ts";
import { namedPeer, numberedPeer, type Peer, readPeer, readPost, readStory } from "./telegramPeer.ts";
import { readPlus, readToken, readUser } from "./telegramToken.ts";

export function isTelegramHost(host: string): boolean {
  const bare = withoutWww(host);
  return telegramHosts.has(bare) || pageHosts.has(bare) || bare === webHost || bare.endsWith(`.${nameHost}`);
}

/** A link on one of Telegram's hosts; `path` starts with "/" and may hold a query. */
export function readTelegramAddress(host: string, path: string, fragment: string, nested: boolean): Reading {
  const bare = withoutWww(host);
  const mark = path.indexOf("?");
  const words = (mark < 0 ? path : path.slice(0, mark)).split("/").filter((word) => word !== "").map(decode);
  const query = mark < 0 ? "" : path.slice(mark + 1);
  if (pageHosts.has(bare)) return readTelegramPage(words);
  if (bare === webHost) return readTelegramWeb(words, fragment, nested);
  if (telegramHosts.has(bare)) return readPath(words, query, nested);

  const name = bare.slice(0, -nameHost.length - 1);
  const row = pathRows.get(name);
  if (row === "login_code" || row === "phone_hash") return refuseTelegram(row);
  if (name.length < limits.hostName && row === undefined) return refuseTelegram("bad_name");
  return readUnder(namedPeer(name), words, query);
}

function readPath(words: readonly string[], query: string, nested: boolean): Reading {
  const [first = "", ...rest] = words.slice(words.findIndex((word) => word !== "s"));
  if (first.startsWith("+") || first.startsWith(" ")) {
    return rest.length === 0 ? readPlus(first.slice(1)) : refuseTelegram("not_recognised");
  }
  if (first === "" || first.startsWith("$")) return refuseTelegram("not_content");

  const word = lowerAscii(first);
  const row = pathRows.get(word);
  const only = rest.length === 1 ? rest[0] ?? "" : null;
  switch (row) {
    case undefined: return readUnder(namedPeer(first), rest, query);
    case "wrapper": return readWrapped(parameter(query, "url"), nested);
    case "channel": return rest[0] === undefined
      ? refuseTelegram("not_recognised") : readUnder(numberedPeer(rest[0]), rest.slice(1), query);
    case "boost": return rest.length === 0 ? readBoosted(parameter(query, "c"))
      : only === null ? refuseTelegram("not_recognised") : readPeer(namedPeer(only));
    case "user": return only === null ? refuseTelegram("not_recognised") : readUser(word, only);
    case "invite": case "folder": case "stickers":
      return only === null ? refuseTelegram("not_recognised") : readToken(row, only);
    case "not_content": case "login_code": case "phone_hash": return refuseTelegram(row);
    case "resolve": return refuseTelegram("not_recognised");
  }
}

/** What follows a peer: nothing, a post, topic and post, "s" and a story, or the name of its web application. */
function readUnder(peer: Peer | { reason: string }, rest: readonly string[], query: string): Reading {
  const [one = "", two = ""] = rest;
  if ("reason" in peer || rest.length === 0) return readPeer(peer);
  if (rest.length > 2) return refuseTelegram("not_recognised");
  const named = peer.id.startsWith("@");
  if (rest.length === 1 && isDigits(one)) return readPost(peer, one, query);
  if (rest.length === 1 && named && /^[A-Za-z][A-Za-z0-9_]{2,63}$/.test(one)) return readPeer(peer);
  if (rest.length === 2 && isDigits(one) && isDigits(two)) {
    return positive(one, limits.messageId) === null ? refuseTelegram("bad_id") : readPost(peer, two, query);
  }
  return one === "s" && named && isDigits(two) ? readStory(peer, two) : refuseTelegram("not_recognised");
}

const readBoosted = (channel: string | null): Reading =>
  channel === null ? refuseTelegram("not_content") : readPeer(numberedPeer(channel));
const isDigits = (word: string): boolean => /^[0-9]+$/.test(word);
const withoutWww = (host: string): string => host.startsWith("www.") ? host.slice(4) : host;
