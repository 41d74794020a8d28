import { webClients } from "./linkTable.ts";
import { decode, parameter } from "./linkText.ts";
import { type Reading, refuseTelegram, telegramKey } from "./reading.ts";
import { readWrapped } from "./readWrapped.ts";
import { namedPeer, numberedPeer, readPeer } from "./telegramPeer.ts";
import { readUser } from "./telegramToken.ts";

/** The address of a chat in the web client. Telegram does not document it: low confidence. */
export function readTelegramWeb(words: readonly string[], fragment: string, nested: boolean): Reading {
  if (words.length > 1 || (words[0] !== undefined && !webClients.has(words[0]))) return refuseTelegram("not_recognised");
  if (fragment === "") return refuseTelegram("not_content");
  const found = fragment.startsWith("?tgaddr=")
    ? readWrapped(parameter(fragment.slice(1), "tgaddr"), nested)
    : readChat(decode(fragment));
  return "reason" in found ? found : { ...found, low: true };
}

function readChat(fragment: string): Reading {
  const name = /^(?:\/im\?p=)?@([^/?&]*)$/.exec(fragment)?.[1];
  if (name !== undefined) return readPeer(namedPeer(name));
  if (/^[0-9]+$/.test(fragment)) return readUser("", fragment);
  if (!/^-[0-9]+$/.test(fragment)) return refuseTelegram("not_recognised");
  // The older client writes the Bot API's number, -100 and ten digits or more; the newer one the bare number.
  return readPeer(numberedPeer(/^-100[0-9]{10,}$/.test(fragment) ? fragment : fragment.slice(1)));
}

/** A Telegraph page: three hosts, one content. */
export function readTelegramPage(words: readonly string[]): Reading {
  if (words.length === 0) return refuseTelegram("not_content");
  if (words.some((word) => word === "." || word === "..")) return refuseTelegram("not_recognised");
  // A final dot would be taken for the end of a sentence.
  const path = words.map(encode).join("/").replace(/\.$/, "%2E");
  return telegramKey("page", path, `https://telegra.ph/${path}`);
}

const encode = (word: string): string =>
  encodeURIComponent(word).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
