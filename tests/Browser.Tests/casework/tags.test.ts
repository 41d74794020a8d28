import { describe, expect, it } from "vitest";
import { audienceOf } from "../../../src/CaseManager.Browser/lib/casework/audience.ts";
import { openKeys } from "../../../src/CaseManager.Browser/lib/casework/openKeys.ts";
import { wrapKeys } from "../../../src/CaseManager.Browser/lib/casework/wrapKeys.ts";
import { nextObject, sealNext } from "../../../src/CaseManager.Browser/lib/casework/sealNext.ts";
import { tagsOf } from "../../../src/CaseManager.Browser/lib/casework/tags.ts";
import { keyPairOf } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { afterLeaving, at, practiceTakenUp, practiceTeam } from "./practice.ts";

const key = "telegram:post:somechannel/123";

describe("a tag", () => {
  it("is the same for the same link in two cases, and another under another epoch's key", async () => {
    const [one, other] = [await keyPairOf(new Uint8Array(32).fill(1)), await keyPairOf(new Uint8Array(32).fill(2))];

    expect([...tagsOf([key], one)]).toEqual([["OATacYQU0tI0Pcu0wxQ_xg", key]]);
    expect([...tagsOf([key, "x"], one).keys()][0]).toBe([...tagsOf([key], one).keys()][0]);
    expect([...tagsOf([key], other).keys()]).not.toEqual([...tagsOf([key], one).keys()]);
  });

  it("is turned along with the keys of its case, from what was written down for colleagues", async () => {
    const team = await practiceTeam();
    const { server, opened } = await practiceTakenUp(team);
    server.take(await sealNext(opened, team.caseworker, [nextObject("staff-card", { v: 1, keys: [key], at })]));
    const { first, next } = await afterLeaving(team);
    const answer = server.keysAnswer();

    const change = await wrapKeys((await openKeys(answer, first))!, answer, audienceOf(answer, []), false, first);

    expect(change.tags).toEqual([...tagsOf([key], next).keys()]);
  });

  it("is made of today's key where the card was written by an older table of links", async () => {
    const team = await practiceTeam();
    const { server, opened } = await practiceTakenUp(team);
    const keys = ["web:twitter.com/someone/status/1?s=20", "web:example.com/a", "tg:post:@x:1"];
    server.take(await sealNext(opened, team.caseworker, [nextObject("staff-card", { v: 1, keys, at })]));
    const { first, next } = await afterLeaving(team);
    const answer = server.keysAnswer();

    const change = await wrapKeys((await openKeys(answer, first))!, answer, audienceOf(answer, []), false, first);

    expect(change.tags).toEqual([...tagsOf(["web:x.com/i/status/1", "web:example.com/a", "tg:post:@x:1"], next).keys()]);
  });
});
