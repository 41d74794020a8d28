import { describe, expect, it } from "vitest";
import type { CardAnswer } from "../../../src/CaseManager.Browser/lib/casework/caseAnswer.ts";
import { openCard } from "../../../src/CaseManager.Browser/lib/casework/openCard.ts";
import { practiceReport, practiceTeam } from "./practice.ts";

const team = await practiceTeam();

async function card(change: Partial<CardAnswer> = {}): Promise<CardAnswer> {
  const { server } = await practiceReport(team);
  const { wraps, objects } = server.answer();
  return { caseId: server.caseId, mode: "sealed", wraps, card: objects[0]!, ...change };
}

describe("a row of the queue", () => {
  it("opens to its card", async () => {
    expect(await openCard(await card(), team.caseworker)).toMatchObject({
      addedBySystem: false, card: { age: "adult", danger: "threat", linkCount: 1, platforms: ["telegram"], opening: "It began in May" },
    });
  });

  it("says nothing where there is no card or no key", async () => {
    expect(await openCard(await card({ card: null }), team.caseworker)).toBeNull();
    expect(await openCard(await card(), { ...team.caseworker, epochs: new Map() })).toBeNull();
  });

  it("refuses another case's card, and a report in its place", async () => {
    const { server } = await practiceReport(team);
    const other = server.answer().objects;

    await expect(openCard(await card({ card: other[0]! }), team.caseworker)).rejects.toMatchObject({ code: "case" });
    await expect(openCard(await card({ card: other[1]! }), team.caseworker)).rejects.toMatchObject({ code: "kind" });
  });
});
