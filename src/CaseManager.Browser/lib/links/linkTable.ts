import table from "../../../CaseManager.Core/Platforms/Links/telegram-links.json";

/** Which rule reads a Telegram link, chosen by the first path word or the tg: command. */
export type Row =
  | "boost" | "channel" | "folder" | "invite" | "resolve" | "stickers" | "user" | "wrapper"
  | "not_content" | "login_code" | "phone_hash";

/** A tg: command: its rule, the parameter that holds its token, the path word that means the same. */
export interface Command { row: Row; parameter?: string; path?: string }

/** Version of the table, stored beside every key. */
export const tableVersion = table.version;

export const limits = table.limits;
export const telegramHosts: ReadonlySet<string> = new Set(table.hosts);
export const pageHosts: ReadonlySet<string> = new Set(table.pageHosts);
export const webClients: ReadonlySet<string> = new Set(table.webClients);
export const { nameHost, webHost } = table;
export const pathRows: ReadonlyMap<string, Row> = new Map(Object.entries(table.paths) as [string, Row][]);
export const commands: ReadonlyMap<string, Command> = new Map(Object.entries(table.commands) as [string, Command][]);
export const reasons: readonly string[] = table.reasons;

/** White space, Unicode's and the line breaks. */
export const isBlank = (code: number): boolean => within(table.blanks, code);

/** Zero-width and direction marks: nothing a person sees or means. */
export const isHidden = (code: number): boolean => within(table.hidden, code);

/** True where the input holds a login code or a phone hash: a form shows the reason and erases what was typed. */
export const holdsSecret = (reason: string | null): boolean => reason !== null && table.secretReasons.includes(reason);

function within(ranges: readonly (readonly number[])[], code: number): boolean {
  return ranges.some((range) => code >= (range[0] ?? Infinity) && code <= (range[1] ?? -1));
}
