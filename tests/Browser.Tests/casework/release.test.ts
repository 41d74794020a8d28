import { describe, expect, it } from "vitest";
import { sha256 } from "@noble/hashes/sha2.js";
import type { Preview } from "../../../src/CaseManager.Browser/lib/casework/release.ts";
import { areChosen, isExact, releaseCopies, signRelease } from "../../../src/CaseManager.Browser/lib/casework/release.ts";
import { openCase } from "../../../src/CaseManager.Browser/lib/casework/openCase.ts";
import { entriesOf } from "../../../src/CaseManager.Browser/lib/casework/entry.ts";
import { sealNext } from "../../../src/CaseManager.Browser/lib/casework/sealNext.ts";
import { base64url, fromBase64url, utf8, utf8Text } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { isSignedBy } from "../../../src/CaseManager.Browser/lib/sealing/staff.ts";
import { at, practiceTakenUp, practiceTeam } from "./practice.ts";

const team = await practiceTeam();
const me = team.caseworker;
const preview = (route: string, text: string): Preview => ({
  noticeId: sha256(utf8(route)).slice(0, 16).reduce((id, b) => id + b.toString(16).padStart(2, "0"), ""),
  route, recipient: "platform:telegram", recipientName: "Telegram", text, hash: base64url(sha256(utf8(text))),
});
const previews = [preview("form", "Link: https://t.me/x/1"), preview("mail", "From: us\nTo: them\n\nplease")];
const choice = {
  caseId: "aa".repeat(16), regime: "eu-dsa-16", language: "en", authority: null, isOwnWork: false, proposed: "eu-dsa-16", links: [{ key: "telegram:post:x/1", url: "https://t.me/x/1" }], previews, at,
};

describe("a release", () => {
  it("is signed over exactly what was shown, in the order it was shown", () => {
    const { statement, signature } = signRelease(choice, me);

    const bytes = fromBase64url(statement)!;
    expect(isSignedBy("casemanager/1 release", { bytes, signature: fromBase64url(signature)! }, me.keys.signingKey)).toBe(true);
    expect(JSON.parse(utf8Text(bytes))).toEqual({
      v: 3, instance: me.roster.instance, caseId: choice.caseId, by: me.staffId, at, regime: "eu-dsa-16", language: "en", authority: null, proposed: "eu-dsa-16", links: choice.links,
      notices: previews.map(({ noticeId, route, hash }) => ({ noticeId, route, previewHash: hash })),
      consent: "send-links", adultAtCapture: "confirmed", ownWork: null, follows: null,
    });
  });

  it("says that the work is hers only where somebody vouched for it", () => {
    const { statement } = signRelease({ ...choice, isOwnWork: true }, me);

    expect(JSON.parse(utf8Text(fromBase64url(statement)!))).toMatchObject({ v: 3, ownWork: "confirmed" });
  });

  it("that follows a notice names it", () => {
    const follows = "bb".repeat(16);

    const said = JSON.parse(utf8Text(fromBase64url(signRelease({ ...choice, follows }, me).statement)!)) as Record<string, unknown>;

    expect([said["v"], said["follows"]]).toEqual([3, follows]);
  });

  it("gives her a copy of every notice, word for word, under the key she reads with", async () => {
    const { server, opened } = await practiceTakenUp(team);

    server.take(await sealNext(opened, me, releaseCopies(choice)));

    const copies = entriesOf((await openCase(server.answer(), server.caseId, team.second)).entries, "release-copy");
    expect(copies.map(({ keyPair, body }) => [keyPair, body.text])).toEqual(previews.map(({ text }) => ["C", text]));
  });

  it("names the links that were chosen and no other, by the keys they have here", () => {
    const [one, other] = ["https://t.me/somechannel/1", "https://t.me/somechannel/2"] as const;
    const links = [{ key: "tg:post:@somechannel:1", url: one }];

    expect(areChosen(links, [one])).toBe(true);
    expect(areChosen(links, [one, other])).toBe(false);
    expect(areChosen([...links, { key: "tg:post:@somechannel:2", url: other }], [one])).toBe(false);
    expect(areChosen([...links, ...links], [one, other])).toBe(false);
    expect(areChosen([{ key: "tg:post:@another:1", url: one }], [one])).toBe(false);
  });

  it("knows a preview whose hash is of another text", () => {
    expect(isExact(previews[0]!)).toBe(true);
    expect(isExact({ ...previews[0]!, text: `${previews[0]!.text} ` })).toBe(false);
  });
});
