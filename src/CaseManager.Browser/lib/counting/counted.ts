import type { Author, Body, CountedFacts, TakenBack } from "../sealing/index.ts";

/** What went into the figures about one end of a case, and whether it was taken out again. */
export interface Counted {
  readonly facts: CountedFacts;
  /** `null` while it stands. */
  readonly takenBack: TakenBack | null;
}

/** Reads what was counted out of the verified frames of a case, oldest first. Only staff count; she takes back, or staff for her. */
export function countedOf(frames: readonly { readonly author: Author; readonly body: Body<"counting-id"> }[]): Counted[] {
  const back = new Map<string, TakenBack>();
  for (const { body } of frames) if (body.type === "taken-back" && !back.has(body.id)) back.set(body.id, body);
  return frames.flatMap(({ author, body }) =>
    body.type === "counted" && author.startsWith("staff:") ? [{ facts: body, takenBack: back.get(body.id) ?? null }] : []);
}

/** Those that were not taken out. */
export const standing = (counted: readonly Counted[]): CountedFacts[] =>
  counted.filter(({ takenBack }) => takenBack === null).map(({ facts }) => facts);

/** What the request to take one out says: nothing of the case. */
export const wayOut = ({ id, side, month }: CountedFacts): { readonly id: string; readonly side: CountedFacts["side"]; readonly month: string } => ({ id, side, month });

/** A month in words of a language. */
export const monthText = (month: string, language: string | undefined): string =>
  new Date(`${month}-01T00:00:00Z`).toLocaleDateString(language, { month: "long", year: "numeric", timeZone: "UTC" });
