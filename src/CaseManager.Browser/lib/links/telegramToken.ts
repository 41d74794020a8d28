import { limits } from "./linkTable.ts";
import { positive } from "./linkText.ts";
import { type Reading, refuseTelegram, telegramKey } from "./reading.ts";

/** An invite, folder or sticker set: its token as it stands, case and all. */
export function readToken(kind: "invite" | "folder" | "stickers", token: string): Reading {
  if (!isToken(token)) return refuseTelegram("bad_token");
  return telegramKey(kind, token, kind === "folder" ? `https://t.me/addlist/${token}`
    : kind === "stickers" ? `https://t.me/addstickers/${token}`
    // With digits only, the short form would be a telephone number.
    : /^[0-9]+$/.test(token) ? `https://t.me/joinchat/${token}` : `https://t.me/+${token}`);
}

/** What follows a "+": a telephone number (never a key) or an invite. */
export function readPlus(token: string): Reading {
  const phone = /^[0-9]+$/.test(token) && token.length <= limits.phone;
  return phone ? refuseTelegram("phone_link") : readToken("invite", token);
}

/** A person, by number or by the token of a contact link. */
export function readUser(path: string, token: string): Reading {
  if (path !== "") {
    return isToken(token) ? telegramKey("user", `${path}:${token}`, `https://t.me/${path}/${token}`) : refuseTelegram("bad_token");
  }
  const id = positive(token, limits.channelId);
  return id === null ? refuseTelegram("bad_id") : telegramKey("user", id, `tg://user?id=${id}`);
}

const isToken = (token: string): boolean => token.length <= limits.token && /^[A-Za-z0-9_-]+$/.test(token);
