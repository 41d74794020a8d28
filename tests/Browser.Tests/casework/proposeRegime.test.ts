import { describe, expect, it } from "vitest";
import type { ProposedRegime, Situation } from "../../../src/CaseManager.Browser/lib/casework/proposeRegime.ts";
import { proposeRegimes } from "../../../src/CaseManager.Browser/lib/casework/proposeRegime.ts";

const regime = (id: string, jurisdiction: string, more: Partial<ProposedRegime> = {}): ProposedRegime => ({
  id, name: id, jurisdiction, isDraft: false, needsAuthority: true, exposing: false, strict: false, clockValue: null, clockUnit: null, ...more,
});
const hours = (clockValue: number) => ({ strict: true, clockValue, clockUnit: "hours" });
const regimes = [
  regime("us-tida", "US", hours(48)),
  regime("us-dmca-512c", "US", { exposing: true }),
  regime("eu-dsa-16", "EU", { needsAuthority: false }),
  regime("eu-gdpr-17", "EU/EEA (UK GDPR alike)", { strict: true, clockValue: 1, clockUnit: "months" }),
  regime("in-itrules-3-2-b", "IN", hours(2)),
  regime("jp-ipdp", "JP", { isDraft: true, needsAuthority: false }),
];
const situation = (more: Partial<Situation>): Situation => ({ place: "", hasAuthority: true, consents: new Set(), hasRoute: () => true, ...more });
const ids = (more: Partial<Situation>): string[] => proposeRegimes(regimes, situation(more)).map(({ regime: { id } }) => id);

describe("proposing a law", () => {
  it("puts the organisation's own notice first where nothing is known: she stays unnamed", () => {
    expect(ids({ hasAuthority: false })[0]).toBe("eu-dsa-16");
    expect(ids({})[0]).toBe("eu-dsa-16");
  });

  it("puts the law of where she lives first where it has a hard clock and nothing is lacking", () => {
    expect(ids({ place: "IN" })[0]).toBe("in-itrules-3-2-b");
    expect(ids({ place: "US" })[0]).toBe("us-tida");
  });

  it("does not put first what lacks an authority, and says what is lacking", () => {
    const [first, ...rest] = proposeRegimes(regimes, situation({ place: "IN", hasAuthority: false }));

    expect(first!.regime.id).toBe("eu-dsa-16");
    expect(rest.find(({ regime: { id } }) => id === "in-itrules-3-2-b")).toMatchObject({ lacks: ["authority"], why: "her-law-with-clock" });
  });

  it("keeps what can lead to her behind everything else, agreed to or not", () => {
    for (const consents of [new Set<string>(), new Set(["expose-to-poster"])]) {
      const order = proposeRegimes(regimes, situation({ place: "US", consents }));

      expect(order.at(-1)!.regime.id).toBe("us-dmca-512c");
      expect(order.at(-1)!.lacks).toEqual(consents.size === 0 ? ["exposure-consent"] : []);
    }
  });

  it("offers a draft for a lawyer only to somebody whose law it is, and last", () => {
    expect(ids({ place: "DE" })).not.toContain("jp-ipdp");
    expect(ids({ place: "JP" }).at(-1)).toBe("jp-ipdp");
  });

  it("offers nothing under which there is no way to whoever holds the links", () => {
    expect(ids({ hasRoute: (id) => id === "eu-dsa-16" })).toEqual(["eu-dsa-16"]);
    expect(ids({ hasRoute: () => false })).toEqual([]);
  });

  it.each(["DE", "FR", "EU"])("takes the Union's laws for hers in %s", (place) => {
    expect(proposeRegimes(regimes, situation({ place })).find(({ regime: { id } }) => id === "eu-gdpr-17")!.why).toBe("her-law");
  });
});
