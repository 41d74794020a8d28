/** A law under which notices may be written today. */
export interface ProposedRegime {
  readonly id: string;
  readonly name: string;
  readonly jurisdiction: string;
  readonly isDraft: boolean;
  readonly needsAuthority: boolean;
  readonly exposing: boolean;
  readonly strict: boolean;
  readonly clockValue: number | null;
  readonly clockUnit: string | null;
}

/** What speaks for and against a law in one case. It is weighed here: the server learns neither where she lives nor what was weighed. */
export interface Situation {
  /** ISO 3166 code of the country she lives in; empty where it is not known. */
  readonly place: string;
  /** Whether an authority to act for her is recorded and has not ended. */
  readonly hasAuthority: boolean;
  /** Purposes she agreed to. */
  readonly consents: ReadonlySet<string>;
  /** Whether there is a way to whoever holds the links under a law; for a host without a record there is one, its contact. */
  readonly hasRoute: (regime: string) => boolean;
}

/** What a law still lacks before anything can leave under it. */
export type Lack = "authority" | "exposure-consent" | "lawyer";

/** A law, why it stands where it stands, and what it lacks. */
export interface Proposal<R extends ProposedRegime = ProposedRegime> {
  readonly regime: R;
  readonly why: "her-law-with-clock" | "own-name" | "her-law" | "clock" | "other" | "exposing" | "draft";
  readonly lacks: readonly Lack[];
}

const union = new Set([
  "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
]);

/** The law that protects her is the one of where she lives; a jurisdiction may be written with more words ("EU/EEA …"). */
function isHers(jurisdiction: string, place: string): boolean {
  const home = union.has(place) ? "EU" : place;
  return home !== "" && jurisdiction.split(/[^A-Z]/)[0] === home;
}

const order: readonly Proposal["why"][] = ["her-law-with-clock", "own-name", "her-law", "clock", "other", "exposing", "draft"];

function whyOf(regime: ProposedRegime, place: string): Proposal["why"] {
  if (regime.isDraft) return "draft";
  if (regime.exposing) return "exposing";
  const hers = isHers(regime.jurisdiction, place);
  const hasHardClock = regime.strict && regime.clockValue !== null && regime.clockUnit === "hours";
  if (hers && hasHardClock) return "her-law-with-clock";
  if (!regime.needsAuthority) return "own-name";
  if (hers) return "her-law";
  return hasHardClock ? "clock" : "other";
}

/**
 * Laws for the links of one recipient, the best first. What can leave at once stands before what lacks something; a law that
 * can lead to her stands behind every other; a draft that only a lawyer sends stands last.
 */
export function proposeRegimes<R extends ProposedRegime>(regimes: readonly R[], situation: Situation): Proposal<R>[] {
  return regimes
    .filter(({ id, isDraft, jurisdiction }) => (isDraft ? isHers(jurisdiction, situation.place) : situation.hasRoute(id)))
    .map((regime): Proposal<R> => ({
      regime,
      why: whyOf(regime, situation.place),
      lacks: [
        ...(regime.needsAuthority && !situation.hasAuthority ? (["authority"] as const) : []),
        ...(regime.exposing && !situation.consents.has("expose-to-poster") ? (["exposure-consent"] as const) : []),
        ...(regime.isDraft ? (["lawyer"] as const) : []),
      ],
    }))
    .map((proposal, place) => ({ proposal, place }))
    .sort((a, b) => rank(a.proposal) - rank(b.proposal) || a.place - b.place)
    .map(({ proposal }) => proposal);
}

/** Behind everything that lacks nothing, before what can lead to her; among themselves in the same order. */
const rank = ({ why, lacks }: Proposal): number => {
  const place = order.indexOf(why);
  return why === "exposing" || why === "draft" || lacks.length === 0 ? place * 10 : order.indexOf("other") * 10 + 1 + place;
};
