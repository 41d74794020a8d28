import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Body } from "../../../src/CaseManager.Browser/lib/sealing/body.ts";
import { encodeBody } from "../../../src/CaseManager.Browser/lib/sealing/body.ts";
import { cardOf } from "../../../src/CaseManager.Browser/lib/sealing/card.ts";

const report: Body<"report"> = {
  v: 1, about: "me", links: [], leftovers: "", story: "", where: "", since: "", age: "adult", danger: "none", deadline: null, name: "",
  contact: null, consents: [], language: "en", zone: "", at: "2026-01-01T00:00:00Z",
};
// A frame of 6,400 bytes, the largest bucket, becomes a file under 8 KiB; its header and authenticator take under 300.
const roomForCard = 6100;

describe("the triage card", () => {
  it("shows how the story begins, how many links there are and on which platforms", () => {
    const link = { typed: "", key: null, platform: "telegram" };
    const card = cardOf({ ...report, story: "x".repeat(200), links: [link, link, { ...link, platform: null }] });

    expect(card).toMatchObject({ opening: `${"x".repeat(139)}…`, linkCount: 3, platforms: ["telegram"] });
  });

  it("fits its place whatever was typed", () => {
    const typed = (longest: number) => fc.oneof(
      fc.string({ maxLength: longest, unit: "binary" }),
      fc.constantFrom("\u0000", "\ud800", "\"", "\\", "漢", "😀", "\u2028").map((c) => c.repeat(Math.floor(longest / c.length))),
    ).map((text) => text.slice(0, longest));
    const contact = fc.record({
      channel: fc.constant("phone" as const), address: typed(500), hours: typed(500), zone: typed(500), voicemail: fc.boolean(),
      word: typed(500), never: typed(2000),
    });
    const links = fc.array(fc.record({
      typed: fc.constant(""), key: fc.constant(null), platform: fc.stringMatching(/^[a-z]{60}$/),
    }), { maxLength: 60 });

    fc.assert(
      fc.property(contact, typed(500), typed(500), typed(2000), links, (safe, date, why, story, list) => {
        const card = cardOf({ ...report, contact: safe, deadline: { date, why }, story, links: list });
        expect(encodeBody("triage-card", card).length).toBeLessThanOrEqual(roomForCard);
      }),
      { numRuns: 300 },
    );
  });
});
