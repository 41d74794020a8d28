import type { Announcement, Author, OpenedWrap } from "../sealing/index.ts";
import type { KeyPlace } from "./openKey.ts";

/** A key of the case, and who announced it; the first one nobody had to. */
export interface KnownKey extends OpenedWrap {
  readonly announcedBy: Author | null;
}

/** An announcement that was verified, and who signed it. */
export interface Announced extends Announcement {
  readonly by: Author;
}

/**
 * Goes from a case's first key to every other one: a key opens the announcement of the next.
 * @param announcedUnder opens what stands under a key, and gives the announcements in it.
 * @param openNext opens an announced key; `null` where no wrap is for this person.
 * @returns the keys in the order in which they were found, and the announcements whose key she has no wrap of.
 */
export async function followKeys(
  first: OpenedWrap,
  announcedUnder: (key: KnownKey) => Promise<readonly Announced[]>,
  openNext: (announcement: Announced) => Promise<OpenedWrap | null>,
): Promise<{ readonly known: readonly KnownKey[]; readonly missing: readonly Announced[] }> {
  const known: KnownKey[] = [];
  const missing: Announced[] = [];
  for (let round: KnownKey[] = [{ ...first, announcedBy: null }]; round.length > 0; ) {
    known.push(...round);
    const announced: Announced[] = [];
    for (const key of round) announced.push(...(await announcedUnder(key)));
    round = [];
    for (const announcement of announced) {
      // A key is announced once; a second claim to its place is not looked at.
      if ([...known, ...round].some((key) => samePlace(key, announcement))) continue;
      const next = await openNext(announcement);
      if (next === null) missing.push(announcement);
      else round.push({ ...next, announcedBy: announcement.by });
    }
  }
  return { known, missing };
}

/** Whether two say the same key pair and generation. */
export const samePlace = (a: KeyPlace, b: KeyPlace): boolean => a.keyPair === b.keyPair && a.generation === b.generation;
