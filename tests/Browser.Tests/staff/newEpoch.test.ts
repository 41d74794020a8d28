import { beforeAll, describe, expect, it } from "vitest";
import type { Roster } from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import { currentEpoch, verifyRoster } from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import { epochIsOver } from "../../../src/CaseManager.Browser/staff/people/newEpoch.ts";
import { practiceRoster, root } from "../roster/practice.ts";

const day = 86_400_000;
let roster: Roster;
let from: number;
beforeAll(async () => {
  roster = verifyRoster((await practiceRoster()).log.entries, root.signingKey);
  from = Date.parse(currentEpoch(roster)!.from);
});
const isOver = (days: number, skew = 0): boolean => epochIsOver({ roster }, new Date(from + days * day), skew);

describe("the team's key", () => {
  it("is over after thirty days", () => {
    expect([isOver(0), isOver(29.9), isOver(30)]).toEqual([false, false, true]);
  });

  it("is over where a clock that was ahead dated it, and not for a difference of hours", () => {
    expect([isOver(-0.5), isOver(-2)]).toEqual([false, true]);
  });

  it("is not turned by a device whose own clock is in doubt", () => {
    expect([isOver(4000, 2 * day), isOver(-4000, 2 * day)]).toEqual([false, false]);
  });
});
