import table from "../../../CaseManager.Core/Platforms/Links/platform-links.json";
import { decode } from "./linkText.ts";
import { isWord, type LetterClass, type LinkWord, linkWord, split } from "./linkWord.ts";

interface Link { words: readonly LinkWord[]; parameters: readonly (readonly [string, LinkWord])[] }

/** One kind of item on a platform: the links that lead to it, and what its key is made of. */
interface Form { key: readonly string[]; links: readonly Link[]; unless: readonly string[] }

interface Address { words: readonly string[]; parameters: readonly (readonly [string, string])[] }

const mostWords = 8;
const classes: Readonly<Record<string, LetterClass>> = table.classes;
const forms = new Map<string, Form[]>();
for (const group of table.groups) {
  const made = group.forms.map((row) => ({ key: split(row.key), links: row.links.map(linkOf), unless: "unless" in row ? row.unless ?? [] : [] }));
  for (const host of hostsOf(group.hosts)) forms.set(host, [...(forms.get(host) ?? []), ...made]);
}

/**
 * Host, path and query of the item's own address, by the table of the directory's platforms; `null` where the link is none of
 * their items. `path` starts with "/" and may hold a query.
 */
export function canonical(host: string, path: string): string | null {
  const bare = host.startsWith("www.") ? host.slice(4) : host;
  const known = forms.get(bare) ?? forms.get(`*${bare.slice(bare.indexOf("."))}`);
  const address = known === undefined ? null : addressOf(path);
  if (known === undefined || address === null) return null;
  for (const { key, links, unless } of known) {
    for (const link of links) {
      const parts = new Map([["host", bare]]);
      if (!isLink(address, link, parts)) continue;
      if (address.parameters.some(([name]) => unless.includes(name))) break;
      return key.map((token) => token.startsWith("{") ? parts.get(token.slice(1, -1)) ?? "" : token).join("");
    }
  }
  return null;
}

/** Each host as it stands, and with each of the first labels that make no difference. `*.` is any one label. */
export function hostsOf(hosts: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(hosts).flatMap(([host, labels = ""]) => [host, ...labels.split(" ").filter((label) => label !== "").map((label) => `${label}.${host}`)]);
}

function linkOf(pattern: string): Link {
  const [path = "", query] = pattern.split("?");
  return {
    words: path.split("/").filter((word) => word !== "").map((word) => linkWord(word, classes)),
    parameters: query === undefined ? [] : query.split("&").map((parameter) => {
      const equals = parameter.indexOf("=");
      return [parameter.slice(0, equals), linkWord(parameter.slice(equals + 1), classes)];
    }),
  };
}

/** Taken apart and percent-decoded; `null` where a browser would read other words out of it. */
function addressOf(path: string): Address | null {
  const mark = path.indexOf("?");
  const words = (mark < 0 ? path : path.slice(0, mark)).replace(/\/$/, "").split("/").slice(1);
  if (words.length > mostWords) return null;
  const decoded = words.map(decode);
  if (decoded.some((word) => word === "" || word === "." || word === ".." || word.includes("\\"))) return null;
  const parameters = mark < 0 ? [] : path.slice(mark + 1).split("&").map((part): [string, string] => {
    const equals = part.indexOf("=");
    return equals < 0 ? [decode(part), ""] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
  });
  return { words: decoded, parameters };
}

function isLink(address: Address, link: Link, parts: Map<string, string>): boolean {
  return address.words.length === link.words.length &&
    link.words.every((word, at) => isWord(address.words[at] ?? "", word, parts)) &&
    link.parameters.every(([name, value]) => {
      const typed = address.parameters.filter(([other]) => other === name);
      return typed.length === 1 && isWord(typed[0]?.[1] ?? "", value, parts);
    });
}
