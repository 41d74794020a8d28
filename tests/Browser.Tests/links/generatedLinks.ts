import { type Dice, diceOf } from "./dice.ts";
import { damagedItem, generatedItem } from "./generatedItems.ts";

/** Links of every shape, sound and hostile, the same for the same seed. */
export function* generatedLinks(count: number, seed: number): Generator<string> {
  const dice = diceOf(seed);
  for (let made = 0; made < count; made++) yield mess(dice, link(dice));
}

const names = ["examplename", "ExampleName", "a", "ab_c", "a__b", "name_", "1name", "login", "s", "c", "gif", "constructor", "__proto__", "exämple", "K".repeat(33), "\u212aelvin"];
const hosts = [
  "t.me", "T.ME", "www.t.me", "telegram.me", "telegram.dog", "%74.me", "t.me.", "ｔ．ｍｅ", "web.telegram.org", "telegra.ph", "te.legra.ph",
  "graph.org", "examplename.t.me", "login.t.me", "abc.t.me", "a.b.t.me", "example.com", "www.example.com", "EXAMPLE.com", "m.facebook.com",
  "google.co.uk", "www.google.com.np", "google.evil.example", "images.google.de", "xn--mnchen-3ya.example", "münchen.example", "MÜNCHEN.example",
  "пример.испытание", "例子。测试", "한국.example", "straße.example", "muu\u0308.example", "i❤.ws", "a\u200bb.com", "\u212a.com", "%6D%C3%BC.de", "%ff.com",
  "%zz.com", "exa_mple.com", "-a-.com", "a..com", ".com", "com", "localhost", "192.0.2.1", "192.0.2.01", "0x7f.1", "1.2.3.4.5", "256.1.1.1", "12345",
  "[::1]", "[2001:DB8::1]", "[1:2:3:4:5:6:7:8]", "[1::2::3]", "[::ffff:1.2.3.4]", "[fe80::1%25x]", "[]", "[", "", "x".repeat(64) + ".com",
  ("y".repeat(60) + ".").repeat(5) + "com", "ü".repeat(40) + ".com", "mp.weixin.qq.com", "a.b.qq.com", "t.co", "vk.com", "عربي.example", "ﬁ.com",
];
const paths = [
  "", "/", "/examplename", "/examplename/", "/examplename/123", "/examplename/0123", "/examplename/10/123", "/examplename/s/7", "/s/examplename/5",
  "/%73/s/ExampleName", "/c/1234567890/5", "/c/-1001234567890/9/5", "/c/0/1", "/c/9223372036854775808/1", "/+AbC-_d", "/%2BAbC", "/+15551234567",
  "/joinchat/AbC", "/joinchat/123456", "/addlist/AbC", "/addstickers/AbC", "/ADDEMOJI/AbC", "/boost/examplename", "/boost", "/share/url", "/iv", "/login/12",
  "/confirmphone", "/$inv", "/m/AbC", "/contact/AbC", "/proxy", "//a//b", "/a/../b/./c", "/Title_(film)", "/a(b", "/a)b)", "/ü/中文", "/%E4%B8%AD", "/%e4",
  "/%zz", "/%00", "/a%2Fb", "/a.", "/a.%2E", "/.", "/..", "/\ud83d\ude00", "/\ud83d", "/a\u200bb", "/a\u202eb", "/k/", "/a/", "/examplename/app_1", "/2147483648/1",
  "/examplename/2147483647", "/examplename/2147483648", "/examplename/00000", "/examplename/1/2/3", "/" + "z".repeat(300), "/'quoted'", "/a\\b", "/~!*'()",
];
const queries = [
  "", "", "", "?", "?x=1&y", "?single", "?comment=456", "?comment=0", "?comment=%34", "?thread=10", "?boost", "?videochat=AbC", "?start=AbC", "?c=123", "?%63=123",
  "?url=https://t.me/examplename/5", "?url=https%3A%2F%2Fexample.com%2Fa%3Fb", "?url=tg:resolve%3Fdomain=abc", "?url=t.me/share?url=x", "?url=", "?url=%20t.me/abc%20",
  "?a=#b", "?q=(a", "?utm_source=x;y", "?q=ü", "?=", "?&&", "?a'b", "?a\"",
];
const fragments = ["", "", "", "", "#", "#a", "#@examplename", "#-1001234567890", "#-139123", "#77", "#%40examplename", "#/im?p=@abc", "#?tgaddr=tg%3A%2F%2Fresolve%3Fdomain%3Dabc", "#)", "#a#b"];
const schemes = [
  ...new Array<string>(12).fill("https://"), "http://", "http://", "HTTP://", "HTTPS://", "", "", "", "//",
  "https:/", "http:", "ftp://", "javascript:", "tg:", "http\u017f://",
];
const ports = ["", "", "", "", "", ":80", ":443", ":0443", ":8080", ":", ":0", ":65535", ":65536", ":abc", ":-1", ":٣"];
const users = ["", "", "", "", "", "", "", "", "user@", "user:pass@", "t.me@", "%40"];
const commands = [
  "resolve", "RESOLVE", "privatepost", "join", "addlist", "addstickers", "boost", "user", "login", "confirmphone", "msg_url", "share", "message", "contact", "settings/x", "nothing", "", "resolve/",
];
const parameters = [
  "domain=examplename", "domain=Login", "domain=a__b", "post=12", "post=012", "post=0", "post=x", "story=7", "comment=3", "thread=2", "single", "phone=1555", "channel=1234567890",
  "channel=-1001234567890", "invite=AbC", "invite=123", "slug=AbC", "set=AbC", "token=AbC", "id=5", "id=-5", "url=t.me/abc", "url=tg:user%3Fid=4", "domain", "dom%61in=abc", "=", "",
];
const around = [" ", "\u00a0", "\u3000", "\u200b", "\ufeff", "(", ")", "<", ">", "\"", "'", ".", ",", ";", "\t", "\u2028", "!", "«", "。", "\u0000", "\u007f", "\u0085", "\ud800", "\udc00"];

function link(dice: Dice): string {
  const pick = (list: readonly string[]): string => list[dice(list.length)] ?? "";
  const word = (letters: string, most: number): string => Array.from({ length: 1 + dice(most) }, () => letters.charAt(dice(letters.length))).join("");
  const name = (): string => word("abcdefghij", 3) + word("abcdefghijABCDEFGHIJ_0123456789", 12);
  const id = (): string => word("123456789", 1) + word("0123456789", 10);
  const web = (): string => `${pick(schemes)}${pick(["t.me", "www.t.me", "telegram.me", "telegram.dog"])}`;
  if (dice(4) === 0) return dice(2) === 0 ? generatedItem(dice).link : damagedItem(dice);
  const shape = dice(50);
  switch (shape < 26 ? shape : 16 + shape % 10) {
    case 0: return `@${pick(names)}`;
    case 1: case 2: case 3:
      return `${pick(["tg:", "tg://", "TG:", "tg:/"])}${pick(commands)}?${pick(parameters)}&${pick(parameters)}${pick(["", `&${pick(parameters)}`])}${pick(fragments)}`;
    case 4: case 5: case 6: return `${pick(schemes)}${pick(hosts.slice(0, 12))}/${pick(names)}${pick(paths)}${pick(queries)}${pick(fragments)}`;
    case 7: case 8: case 9: return `${pick(schemes)}${pick(hosts.slice(0, 12))}${pick(paths)}${pick(queries)}${pick(fragments)}`;
    case 10: return Array.from({ length: dice(12) }, () => String.fromCodePoint(dice(2) === 0 ? dice(0x250) : dice(0x11000))).join("");
    case 11: return `https://${String.fromCodePoint(0x80 + dice(0xffff)).repeat(2)}${pick(names)}.com${pick(paths)}`;
    case 16: return `${pick(schemes)}${word("abcxyzäöü日本-", 8)}.${pick(["com", "co.uk", "example", "qq.com", "рф"])}${pick(ports)}/${word("abc/%20-_.~é", 20)}${pick(queries)}`;
    case 17: return `${web()}/${name()}${pick(["", "/", "?boost", "?start=x"])}${pick(fragments)}`;
    case 18: return `${web()}/${pick(["", "s/"])}${name()}/${id()}${pick(["", "?single", "?comment=9", `?comment=${id()}`, "?embed=1"])}`;
    case 19: return `${web()}/${name()}/${id()}/${id()}${pick(queries)}`;
    case 20: return `${web()}/c/${pick(["", "-100"])}${id()}/${id()}${pick(["", `/${id()}`, "?thread=2"])}`;
    case 21: return `${web()}/${pick(["+", "%2B", "joinchat/", "addlist/", "addstickers/", "m/"])}${word("abcXYZ019_-", 24)}`;
    case 22: return `${pick(["tg:", "tg://"])}${pick([`resolve?domain=${name()}&post=${id()}`, `join?invite=${word("abcXYZ019_-", 24)}`, `privatepost?channel=${id()}&post=${id()}`, `user?id=${id()}`])}`;
    case 23: return `${web()}/share/url?url=${encodeURIComponent(`${pick(schemes)}${pick(hosts)}${pick(paths)}${pick(queries)}`.toWellFormed())}`;
    case 24: return `https://web.telegram.org/${pick(["a", "k", "z"])}/#${pick([`@${name()}`, `-100${id()}`, `-${id()}`, id()])}`;
    case 25: return `${pick(schemes)}${[dice(300), dice(300), dice(256), dice(256)].join(".")}${pick(ports)}${pick(paths)}`;
    default: return `${pick(schemes)}${pick(users)}${pick(hosts)}${pick(ports)}${pick(paths)}${pick(queries)}${pick(fragments)}`;
  }
}

/** Some get white space, brackets and stray characters around or inside them; a few are far too long. */
function mess(dice: Dice, clean: string): string {
  const mark = (): string => around[dice(around.length)] ?? "";
  switch (dice(12)) {
    case 0: return `${mark()}${mark()}${clean}${mark()}${mark()}${mark()}`;
    case 1: return `${mark()}${clean}`;
    case 2: return `${clean}${mark()}`;
    case 3: {
      const at = dice(clean.length + 1);
      return clean.slice(0, at) + mark() + clean.slice(at);
    }
    case 4: return dice(200) === 0 ? clean + "/long".repeat(dice(4000)) : clean;
    default: return clean;
  }
}
