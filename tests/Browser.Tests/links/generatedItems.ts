import table from "../../../src/CaseManager.Core/Platforms/Links/platform-links.json";
import { type LetterClass, split } from "../../../src/CaseManager.Browser/lib/links/linkWord.ts";
import { hostsOf } from "../../../src/CaseManager.Browser/lib/links/platformLinks.ts";
import type { Dice } from "./dice.ts";

/** A link to an item of a platform: the key it must have, and what makes the item another one than all others. */
export interface GeneratedItem { link: string; key: string; item: string }

const classes: Readonly<Record<string, LetterClass>> = table.classes;
const drops = ["", "", "", "x=1", "utm_source=a&utm_medium=b", "ref=/a?b", "=", "%zz", "__cft__[0]=x"];

/** A link as the table allows it, with whatever else such links carry. Parts have few letters, so that items are alike. */
export function generatedItem(dice: Dice): GeneratedItem {
  const pick = <T>(list: readonly T[]): T => list[dice(list.length)]!;
  const group = pick(table.groups);
  const form = pick<{ key: string; links: string[] }>(group.forms);
  const host = pick(hostsOf(group.hosts)).replace("*", () => pick(["abc", "abd"]));
  const parts = new Map<string, string>([["host", host]]);
  const [path = "", query] = pick(form.links).split("?");
  const written = path.split("/").map((word) => fill(word)).join("/");
  const named = query === undefined ? [] : query.split("&").map((pair) => `${pair.slice(0, pair.indexOf("="))}=${fill(pair.slice(pair.indexOf("=") + 1))}`);
  const parameters = [...(dice(2) === 0 ? named : named.reverse()), pick(drops)].filter((part) => part !== "");
  if (dice(2) === 0) parameters.reverse();
  const end = path === "/" || dice(3) > 0 ? "" : "/";
  const link = `${pick(["https://", "http://", "HTTPS://", ""])}${pick(["", "", "www."])}${host}${written}${end}${parameters.length === 0 ? "" : `?${parameters.join("&")}`}${pick(["", "", "#a"])}`;

  const key = split(form.key).map((token) => token.startsWith("{") ? parts.get(token.slice(1, -1)) ?? "" : token).join("");
  const kept = split(form.key).filter((token) => token.startsWith("{")).map((token) => parts.get(token.slice(1, -1)));
  return { link, key: `web:${key}`, item: JSON.stringify([form.key.replace(/\{[^}]*\}/g, "{}"), ...kept]) };

  function fill(word: string): string {
    return split(word).map((token) => {
      if (!token.startsWith("{")) return token;
      if (token === "{*}") return pick(["a", "Some.One", "a_title", "%C3%BC", "中文", "a%20b", "x'(y)"]);
      const [name = "", letters = name] = token.slice(1, -1).split(":");
      const typed = partOf(classes[letters]!);
      parts.set(name, classes[letters]!.lower === true ? typed.toLowerCase() : typed);
      return typed;
    }).map((text) => /^[A-Za-z0-9@_.-]/.test(text) && dice(40) === 0 ? `%${text.charCodeAt(0).toString(16)}${text.slice(1)}` : text).join("");
  }

  function partOf({ letters, first = letters, last = letters, least = 1, most }: LetterClass): string {
    const length = Math.max(least, 1 + dice(Math.min(most, 3)));
    const from = (list: string): string => list.charAt(dice(3) === 0 ? dice(list.length) : dice(Math.min(list.length, 2)));
    const digits = Array.from({ length }, (_, at) => from(at === 0 && first !== letters ? first : at === length - 1 ? last : letters));
    return digits.join("") === "-" ? "-1" : digits.join("");
  }
}

/** The same with one thing wrong, which may make it another item's, or nobody's. */
export function damagedItem(dice: Dice): string {
  const { link } = generatedItem(dice);
  const at = dice(link.length + 1);
  switch (dice(8)) {
    case 0: return link.slice(0, at) + link.slice(at + 1);
    case 1: return `${link}${link.includes("?") ? "&" : "?"}${["comment_id", "lc", "p", "type", "w", "z", "modal_id", "list", "event", "pid", "pwd", "v", "fbid"][dice(13)]}=${dice(3)}`;
    case 2: return link.slice(0, at) + ["/", ".", "..", "\\", "%2F", "%5C", "?", "&", "%", "A", "-", "0", "\u200b", "ü", ":8080"][dice(15)] + link.slice(at);
    case 3: return link.replace("/", "//");
    case 4: return link.toUpperCase();
    default: return link;
  }
}
