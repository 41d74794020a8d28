import { describe, expect, it } from "vitest";
import type { TriageRow } from "../../../src/CaseManager.Browser/lib/casework/triage.ts";
import { fits, sorted } from "../../../src/CaseManager.Browser/lib/casework/triage.ts";
import type { Body } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";

type Card = Body<"triage-card">;
const card = (change: Partial<Card> = {}): Card => ({
  v: 1, about: "me", age: "adult", danger: "none", deadline: null, contact: null, linkCount: 1, platforms: ["telegram"], language: "en", opening: "", ...change,
});
const row = (place: number, one: Card | null, shown = `3F2A-000${place}`): TriageRow => ({ place, shown, card: one });
const everything = { words: "", inDanger: false, underAge: false };

describe("the queue", () => {
  it("puts danger now before threats, and a minor before an adult in the same danger", () => {
    const rows = [
      row(0, card()), row(1, null), row(2, card({ danger: "threat" })), row(3, card({ danger: "threat", age: "minor" })), row(4, card({ danger: "now" })),
    ];

    expect(sorted(rows, "danger").map(({ place }) => place)).toEqual([4, 3, 2, 0, 1]);
  });

  it("puts the nearest deadline first, typed ones without a date next, none after", () => {
    const at = (date: string) => card({ deadline: { date, why: "" } });

    expect(sorted([row(0, card()), row(1, at("on Friday")), row(2, at("2026-05-02")), row(3, at("2026-04-30"))], "deadline").map(({ place }) => place))
      .toEqual([3, 2, 1, 0]);
  });

  it("keeps the server's order unless asked otherwise, and among equals", () => {
    expect(sorted([row(1, card({ danger: "now" })), row(0, card())], "given").map(({ place }) => place)).toEqual([0, 1]);
    expect(sorted([row(1, card()), row(0, card())], "links").map(({ place }) => place)).toEqual([0, 1]);
  });

  it("finds words of card and row in any order and case", () => {
    const found = row(1, card({ opening: "He posted it in May" }));

    expect(fits(found, { ...everything, words: "may POSTED 3f2a" })).toBe(true);
    expect(fits(found, { ...everything, words: "june" })).toBe(false);
  });

  it("shows an unopened row only where nothing is asked of its card", () => {
    expect(fits(row(0, null), everything)).toBe(true);
    expect(fits(row(0, null), { ...everything, inDanger: true })).toBe(false);
    expect(fits(row(0, card({ age: "unsure" })), { ...everything, underAge: true })).toBe(true);
  });
});
