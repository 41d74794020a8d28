import { limits, pathRows } from "./linkTable.ts";
import { lowerAscii, parameter, positive } from "./linkText.ts";
import { type Reading, refuseTelegram, telegramKey } from "./reading.ts";

/** Who a Telegram link speaks of, as its key and its address write it. */
export interface Peer { id: string; address: string }

/** The peer of that user name, or the reason why none can have it. */
export function namedPeer(name: string): Peer | { reason: string } {
  if (name.length > limits.name || !/^[A-Za-z](_?[A-Za-z0-9])*$/.test(name)) return { reason: "bad_name" };
  const lower = lowerAscii(name);
  return pathRows.has(lower) ? { reason: "reserved_name" } : { id: `@${lower}`, address: `https://t.me/${lower}` };
}

/** The private channel or group of that number; the Bot API's "-100" in front is no part of it. */
export function numberedPeer(number: string): Peer | { reason: string } {
  const id = positive(number.startsWith("-100") ? number.slice(4) : number, limits.channelId);
  return id === null ? { reason: "bad_id" } : { id: `#${id}`, address: `https://t.me/c/${id}` };
}

export function readPeer(peer: Peer | { reason: string }): Reading {
  return "reason" in peer ? refuseTelegram(peer.reason) : telegramKey("peer", peer.id, peer.address);
}

/** A post, or the comment under it that the query names. Topic and album are no part of the key. */
export function readPost(peer: Peer | { reason: string }, post: string, query: string): Reading {
  if ("reason" in peer) return refuseTelegram(peer.reason);
  const id = positive(post, limits.messageId);
  if (id === null) return refuseTelegram("bad_id");
  const typed = parameter(query, "comment");
  if (typed === null) return telegramKey("post", `${peer.id}:${id}`, `${peer.address}/${id}`);
  const comment = positive(typed, limits.messageId);
  if (comment === null) return refuseTelegram("bad_id");
  return telegramKey("comment", `${peer.id}:${id}:${comment}`, `${peer.address}/${id}?comment=${comment}`);
}

export function readStory(peer: Peer | { reason: string }, story: string): Reading {
  if ("reason" in peer) return refuseTelegram(peer.reason);
  const id = positive(story, limits.messageId);
  return id === null ? refuseTelegram("bad_id") : telegramKey("story", `${peer.id}:${id}`, `${peer.address}/s/${id}`);
}
