import { describe, expect, it } from "vitest";
import type { Entry } from "../../../src/CaseManager.Browser/lib/casework/entry.ts";
import { groupLinks, linksOf } from "../../../src/CaseManager.Browser/lib/casework/caseLinks.ts";
import { seededDirectory } from "../../../src/CaseManager.Browser/lib/links/index.ts";
import { at, report } from "./practice.ts";

const common = { objectId: "aa".repeat(16), keyPair: "C", sequence: 1, receivedAt: at, addedBySystem: false } as const;
const told: Entry = {
  ...common, author: "survivor", kind: "report",
  body: { ...report, links: ["https://t.me/x/1", "no link at all", "https://one.example/a"].map((typed) => ({ typed, key: null, platform: null })) },
};
const wrote: Entry = {
  ...common, author: "survivor", kind: "message", body: { v: 1, text: "also https://t.me/x/2 and again t.me/x/1", at },
};
const answered: Entry = {
  ...common, author: "staff:00112233445566778899aabbccddeeff", kind: "message", body: { v: 1, text: "see https://help.example/", at },
};

describe("the links of a case", () => {
  it("are those she named, each once, understood by today's table", () => {
    const links = linksOf([told, wrote, answered], "https://two.example/b", seededDirectory);

    expect(links.map(({ link, from }) => [link.key, from])).toEqual([
      ["tg:post:@x:1", "report"], [null, "report"], ["web:one.example/a", "report"], ["tg:post:@x:2", "message"],
      ["web:two.example/b", "staff"],
    ]);
  });

  it("have today's key whatever key was sealed beside them, so that a case is tagged anew when it is opened", () => {
    const typed = "https://twitter.com/someone/status/1?s=20";
    const older: Entry = { ...told, body: { ...report, links: [{ typed, key: "web:twitter.com/someone/status/1?s=20", platform: "x" }] } };

    expect(linksOf([older], "", seededDirectory).map(({ link }) => link.key)).toEqual(["web:x.com/i/status/1"]);
  });

  it("name the post that a comment stands under beside the comment, and once where she named it herself", () => {
    const links = linksOf([], "https://t.me/x/1?comment=7 https://t.me/x/2 https://t.me/x/2?comment=8", seededDirectory);

    expect(links.map(({ link, from }) => [link.key, from])).toEqual([
      ["tg:comment:@x:1:7", "staff"], ["tg:post:@x:2", "staff"], ["tg:comment:@x:2:8", "staff"], ["tg:post:@x:1", "comment"],
    ]);
  });

  it("are grouped by whom they would go to; what is no link is in no group", () => {
    const groups = groupLinks(linksOf([told, wrote], "http://one.example/c", seededDirectory));

    expect(groups.map(({ platform, host, links }) => [platform, host, links.length]))
      .toEqual([["telegram", null, 2], [null, "one.example", 2]]);
  });
});
