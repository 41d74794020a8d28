/** Second part of a Telegram key, or `web`. */
export type LinkKind = "peer" | "post" | "comment" | "story" | "invite" | "folder" | "stickers" | "page" | "user" | "web";

/** What a rule made of a link: a key and the address built from it, or the reason why there is none. */
export type Reading =
  | { kind: LinkKind; key: string; url: string; low: boolean; host: string | null }
  | { reason: string; telegram: boolean };

/** Refused outside the Telegram table. */
export const refuse = (reason: string): Reading => ({ reason, telegram: false });

/** Refused by a row of the Telegram table. */
export const refuseTelegram = (reason: string): Reading => ({ reason, telegram: true });

/** A Telegram key; `rest` is what follows the kind. */
export function telegramKey(kind: Exclude<LinkKind, "web">, rest: string, url: string): Reading {
  return { kind, key: `tg:${kind}:${rest}`, url, low: false, host: null };
}
