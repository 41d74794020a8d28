import { commands } from "./linkTable.ts";
import { lowerAscii, parameter } from "./linkText.ts";
import { type Reading, refuseTelegram } from "./reading.ts";
import { readWrapped } from "./readWrapped.ts";
import { namedPeer, numberedPeer, readPeer, readPost, readStory } from "./telegramPeer.ts";
import { readToken, readUser } from "./telegramToken.ts";

/** What stands after `tg:` or `tg://`. */
export function readTelegramCommand(text: string, nested: boolean): Reading {
  const whole = text.split("#", 1)[0] ?? "";
  const mark = whole.indexOf("?");
  const query = mark < 0 ? "" : whole.slice(mark + 1);
  const name = (mark < 0 ? whole : whole.slice(0, mark)).split("/", 1)[0] ?? "";
  const command = commands.get(lowerAscii(name));
  if (command === undefined) return refuseTelegram("not_recognised");

  const token = command.parameter === undefined ? "" : parameter(query, command.parameter) ?? "";
  switch (command.row) {
    case "resolve": return readResolve(query);
    case "channel": return readPost(numberedPeer(parameter(query, "channel") ?? ""), parameter(query, "post") ?? "", query);
    case "boost": return readBoost(query);
    case "user": return readUser(command.path ?? "", token);
    case "wrapper": return readWrapped(parameter(query, "url"), nested);
    case "invite": case "folder": case "stickers": return readToken(command.row, token);
    case "not_content": case "login_code": case "phone_hash": return refuseTelegram(command.row);
  }
}

function readResolve(query: string): Reading {
  const name = parameter(query, "domain");
  if (name === null) return refuseTelegram(parameter(query, "phone") === null ? "not_recognised" : "phone_link");
  const post = parameter(query, "post");
  if (post !== null) return readPost(namedPeer(name), post, query);
  const story = parameter(query, "story");
  return story === null ? readPeer(namedPeer(name)) : readStory(namedPeer(name), story);
}

function readBoost(query: string): Reading {
  const name = parameter(query, "domain");
  if (name !== null) return readPeer(namedPeer(name));
  const channel = parameter(query, "channel");
  return channel === null ? refuseTelegram("not_content") : readPeer(numberedPeer(channel));
}
