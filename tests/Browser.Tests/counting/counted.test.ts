import { describe, expect, it } from "vitest";
import { countedOf, standing, wayOut } from "../../../src/CaseManager.Browser/lib/counting/index.ts";
import type { Author, Body } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { encodeBody, parseBody } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";

const id = "0123456789abcdef0123456789abcdef";
const at = "2026-03-02T09:00:00Z";
const intake = {
  v: 1, type: "counted", side: "intake", id, month: "2026-03", platform: "telegram", harmType: "shared_without_consent", country: "PT", ageBand: "25_34", at,
} as const;
const closure = { v: 1, type: "counted", side: "closure", id, month: "2026-03", platform: "google-search", outcome: "removed_all", removalTime: "up_to_48h", at } as const;
const back = { v: 1, type: "taken-back", id, fixed: false, at } as const;
const staff: Author = `staff:${"a".repeat(32)}`;

describe("what was counted, as it is sealed", () => {
  it.each([intake, closure, back])("is read as it was written: $type $side", (body) => {
    expect(parseBody("counting-id", encodeBody("counting-id", body))).toEqual(body);
  });

  it.each([
    { ...intake, outcome: "removed_all" },
    { ...intake, ageBand: undefined },
    { ...intake, month: "2026-13" },
    { ...intake, country: "pt" },
    { ...intake, caseId: id },
    { ...closure, side: "intake" },
    { ...back, side: "intake" },
    { v: 1 },
  ])("is refused in another shape: %j", (body) => {
    expect(() => encodeBody("counting-id", body as never)).toThrow();
  });
});

describe("what was counted in a case", () => {
  const frames = (...bodies: readonly (readonly [Author, Body<"counting-id">])[]) => bodies.map(([author, body]) => ({ author, body }));

  it("stands until somebody took it back", () => {
    expect(standing(countedOf(frames([staff, intake])))).toEqual([intake]);
    expect(standing(countedOf(frames([staff, intake], ["survivor", back])))).toEqual([]);
    expect(countedOf(frames([staff, intake], [staff, { ...back, fixed: true }]))).toEqual([{ facts: intake, takenBack: { ...back, fixed: true } }]);
  });

  it("stays where another was taken back", () => {
    expect(standing(countedOf(frames([staff, intake], ["survivor", { ...back, id: "f".repeat(32) }])))).toEqual([intake]);
  });

  it("is what staff wrote, and nobody else", () => {
    expect(countedOf(frames(["survivor", intake], ["server", intake]))).toEqual([]);
  });

  it("is taken out by its id, its side and its month alone", () => {
    expect(wayOut(intake)).toEqual({ id, side: "intake", month: "2026-03" });
  });
});
