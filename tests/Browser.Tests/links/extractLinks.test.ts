import { describe, expect, it } from "vitest";
import { extractLinks, seededDirectory } from "../../../src/CaseManager.Browser/lib/links/index.ts";
import { generatedLinks } from "./generatedLinks.ts";

const extract = (text: string) => extractLinks(text, seededDirectory);
const keys = (text: string) => extract(text).links.map((link) => link.key ?? link.reason);

describe("extractLinks", () => {
  it.each<[string, string, string[], string[]]>([
    ["one a line", "https://t.me/abcde/1\r\nhttps://t.me/abcde/2\n", ["tg:post:@abcde:1", "tg:post:@abcde:2"], []],
    ["words around it", "He put it on https://t.me/abcde/1, and later here: (https://example.com/a).", ["tg:post:@abcde:1", "web:example.com/a"],
      ["He put it on", ", and later here: ("]],
    ["several on a line", "t.me/abcde/1 t.me/abcde/2;t.me/abcde/3,t.me/abcde/4", ["1", "2", "3", "4"].map((id) => `tg:post:@abcde:${id}`), []],
    ["nothing between two", "https://t.me/abcde/1https://t.me/abcde/2", ["tg:post:@abcde:1", "tg:post:@abcde:2"], []],
    ["Chinese without spaces", "这个频道https://t.me/abcde/1请删除，还有t.me/abcde/2和http://weibo.com/123/abc。谢谢",
      ["tg:post:@abcde:1", "tg:post:@abcde:2", "web:weibo.com/123/abc"], ["这个频道", "请删除，还有", "和", "。谢谢"]],
    ["Chinese quotes", "「https://t.me/abcde/1」", ["tg:post:@abcde:1"], []],
    ["a Chinese path", "https://zh.wikipedia.org/wiki/中文 看", ["web:zh.wikipedia.org/wiki/中文"], ["看"]],
    ["Korean particle", "https://t.me/abcde/1를 삭제", ["tg:post:@abcde:1"], ["를 삭제"]],
    ["scheme on its own line", "https://\nt.me/abcde/1", ["tg:post:@abcde:1"], []],
    ["a name", "his channel is @Abcde_1.", ["tg:peer:@abcde_1"], ["his channel is"]],
    ["a mailbox is no link", "write to someone@example.com please", [], ["write to someone@example.com please"]],
    ["a file name is no link", "it was called photo.jpg there", [], ["it was called photo.jpg there"]],
    ["a bare host alone on its line", "see\nexample.com\nplease", ["web:example.com/"], ["see", "please"]],
    ["a bare host of a known platform", "it is on facebook.com somewhere", ["web:facebook.com/"], ["it is on", "somewhere"]],
    ["markdown", "[look](https://example.com/a_(b))", ["web:example.com/a_(b)"], ["[look]("]],
    ["a link in a parameter", "https://example.com/?u=https://t.me/abcde/1", ["web:example.com/?u=https://t.me/abcde/1"], []],
    ["tg scheme", "open tg://resolve?domain=abcde&post=1 now", ["tg:post:@abcde:1"], ["open", "now"]],
    ["what has no key is found with its reason", "code: https://t.me/login/12345", ["login_code"], ["code:"]],
    ["nothing", "", [], []],
  ])("finds links: %s", (_, text, found, leftovers) => {
    expect(keys(text)).toEqual(found);
    expect(extract(text).leftovers).toEqual(leftovers);
  });

  it("drops no character", () => {
    const links = [...generatedLinks(2_000, 11)];
    for (let at = 0; at < links.length; at += 4) {
      const pasted = links.slice(at, at + 4).join(["\n", " ", "看", ""][at % 16 / 4] ?? "");
      expect(extract(pasted).pieces.map((piece) => piece.text).join("")).toBe(pasted.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g,
        (found) => found.length === 2 ? found : "\ufffd"));
    }
  });

  it("reads 100,000 characters of anything in a moment", () => {
    const started = performance.now();
    for (const text of ["a.".repeat(50_000), "@a".repeat(50_000), "https://".repeat(12_500), "(".repeat(100_000), "t.me/a ".repeat(14_000)]) extract(text);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
