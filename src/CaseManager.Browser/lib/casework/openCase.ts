import type { Announcement, Author, ChainEnd, ChainedObject, KeyPair, ReceivedObject, VerifyKeys } from "../sealing/index.ts";
import {
  DamagedFile, FrameRefusal, fromHex, hex, openFrame, readAnnouncement, receivedObject, verifyChains,
} from "../sealing/index.ts";
import type { CaseAnswer } from "./caseAnswer.ts";
import type { Caseworker } from "./caseworker.ts";
import { instanceOf, verifyKeysOf } from "./caseworker.ts";
import type { Entry, RefusedObject } from "./entry.ts";
import { entryOf } from "./entry.ts";
import type { Announced } from "./followKeys.ts";
import { followKeys, samePlace } from "./followKeys.ts";
import type { KeyPlace } from "./openKey.ts";
import { openKey } from "./openKey.ts";

/** The newest key of one of a case's key pairs. */
export interface CaseKey {
  readonly generation: number;
  readonly key: KeyPair;
  /** Who announced it; `null` for the first, which the case's id vouches for. */
  readonly announcedBy: Author | null;
}

/** A case that was opened and verified. */
export interface OpenCase {
  readonly caseId: Uint8Array;
  readonly c: CaseKey;
  /** `null` while nobody made a notes key; or where this person has no wrap of it, which `notesClosed` tells apart. */
  readonly n: CaseKey | null;
  readonly notesClosed: boolean;
  /** Her receipt's public key; `null` where she has none. */
  readonly receiptPublicKey: Uint8Array | null;
  readonly entries: readonly Entry[];
  readonly refused: readonly RefusedObject[];
  /** Where each author's chain ends; what is sealed next follows these. */
  readonly ends: readonly ChainEnd[];
  /** What was opened, so that opening again after a change costs only the change. */
  readonly opened: ReadonlyMap<string, OpenedObject>;
}

interface OpenedObject {
  readonly chained: ChainedObject;
  readonly entry: Entry | null;
  readonly announcement: Announcement | null;
}

/** No wrap of this case is for this person: a colleague keeps it, or the keys of a newer team epoch are missing. */
export class NoKeyForCase extends Error {
  override readonly name = "NoKeyForCase";
}

/**
 * Opens everything of a case that this person may open, and verifies all of it.
 * @param caseId the case that was asked for, never the one the answer names.
 * @param before the same case as opened earlier on this page: its ends must still be there.
 * @param pause awaited between objects, so that a page stays responsive.
 * @throws NoKeyForCase, ChainRefusal; DamagedFile or FrameRefusal when it is about a key.
 */
export async function openCase(
  answer: CaseAnswer,
  caseId: string,
  me: Caseworker,
  before: OpenCase | null = null,
  pause: () => Promise<void> = async () => {},
): Promise<OpenCase> {
  const id = fromHex(caseId);
  if (answer.case.id !== caseId) throw new FrameRefusal("case");
  const claimed: VerifyKeys = { ...verifyKeysOf(me), serverAssisted: answer.case.mode === "server-assisted" };
  const first = await openKey(answer.wraps, { keyPair: "C", generation: 0 }, id, me, claimed);
  if (first === null) throw new NoKeyForCase();
  const keys: VerifyKeys = { ...claimed, survivorMac: first.survivorMac, serverAssisted: first.addedBySystem };

  const objects = answer.objects.map((stored) => ({ stored, received: receivedObject(stored, instanceOf(me), id) }));
  const opened = new Map<string, OpenedObject>();
  const refused: RefusedObject[] = [];
  const { known, missing } = await followKeys(
    first,
    async (key) => {
      const announced: Announced[] = [];
      for (const { stored, received } of objects.filter((object) => isUnder(object.received, key))) {
        const earlier = before?.opened.get(nameOf(received));
        const result = earlier ?? (await pause(), await openObject(received, stored.receivedAt, key.key.identity, keys));
        if ("fault" in result) refused.push(result);
        else opened.set(nameOf(received), result);
        if ("announcement" in result && result.announcement !== null) announced.push({ ...result.announcement, by: received.place.author });
      }
      return announced;
    },
    (announcement) => openKey(answer.wraps, announcement, id, me, keys, announcement),
  );

  const chained = objects
    .filter(({ received }) => known.some((wrap) => isUnder(received, wrap)))
    .map(({ received }) => opened.get(nameOf(received))?.chained ?? placeOf(received));
  const ends = verifyChains(chained, before?.ends ?? []);
  const newest = (pair: "C" | "N"): CaseKey | null => known.filter((wrap) => wrap.keyPair === pair).at(-1) ?? null;
  return {
    caseId: id,
    c: newest("C")!,
    n: newest("N"),
    notesClosed: missing.some(({ keyPair }) => keyPair === "N"),
    receiptPublicKey: first.receiptPublicKey,
    entries: [...opened.values()].flatMap(({ entry }) => entry ?? []).sort(byTime),
    refused,
    ends,
    opened,
  };
}

async function openObject(
  received: ReceivedObject,
  receivedAt: string,
  identity: string,
  keys: VerifyKeys,
): Promise<OpenedObject | RefusedObject> {
  const { objectId, kind, author } = received.place;
  const refusal = (fault: RefusedObject["fault"]): RefusedObject => ({ objectId: hex(objectId), kind, author, fault });
  try {
    const frame = await openFrame(received.file, identity, received.place, keys);
    if (frame === null) return refusal("not-for-this-key");
    return {
      chained: { ...placeOf(received), heads: frame.header.heads },
      entry: entryOf(frame, receivedAt),
      announcement: kind === "announcement" ? readAnnouncement(frame) : null,
    };
  } catch (error) {
    if (error instanceof FrameRefusal) return refusal(error.code);
    if (error instanceof DamagedFile) return refusal("damaged");
    throw error;
  }
}

const isUnder = ({ place }: ReceivedObject, key: KeyPlace): boolean => samePlace(place, key);

/** Id and hash: an object that changed is another object. */
const nameOf = ({ place, hash }: ReceivedObject): string => `${hex(place.objectId)} ${place.author} ${place.sequence} ${hex(hash)}`;

const placeOf = ({ place, hash }: ReceivedObject): ChainedObject => ({
  author: place.author, keyPair: place.keyPair, sequence: place.sequence, previous: place.previous, hash, heads: [],
});

const byTime = (a: Entry, b: Entry): number =>
  a.receivedAt === b.receivedAt ? a.sequence - b.sequence : a.receivedAt < b.receivedAt ? -1 : 1;
