import type { Author } from "./author.ts";
import { equal } from "./bytes.ts";
import type { CaseKeyName } from "./caseKey.ts";
import type { Head } from "./frameFormat.ts";
import { noHash } from "./frameFormat.ts";

/** What is wrong with a case's chains. */
export type ChainFault = "gap" | "reorder" | "fork" | "missing-head";

/** Objects of a case are missing, doubled or out of order. */
export class ChainRefusal extends Error {
  override readonly name = "ChainRefusal";
  readonly code: ChainFault;
  readonly author: Author;
  constructor(code: ChainFault, author: Author) {
    super(`refused: ${code} in the chain of ${author}`);
    this.code = code;
    this.author = author;
  }
}

/** The place of one stored object. Wraps have none and are left out. */
export interface ChainedObject {
  readonly author: Author;
  readonly keyPair: CaseKeyName;
  readonly sequence: number;
  readonly previous: Uint8Array;
  /** SHA-256 of the stored age file. */
  readonly hash: Uint8Array;
  /** From the opened header; empty where the object was not opened. */
  readonly heads: readonly Head[];
}

/** Where an author's chain ends; sequence 0 and 32 zero bytes before its first frame. */
export interface ChainEnd {
  readonly author: Author;
  readonly keyPair: CaseKeyName;
  readonly sequence: number;
  readonly hash: Uint8Array;
}

/**
 * Verifies the chains of a case, each author's under each key pair.
 * @param objects in the server's order; each author's must ascend without a gap from 1.
 * @param remembered ends seen before: they must still be there.
 * @returns where each chain ends.
 * @throws ChainRefusal
 */
export function verifyChains(objects: readonly ChainedObject[], remembered: readonly ChainEnd[] = []): ChainEnd[] {
  const ends = new Map<string, ChainEnd>();
  const seen = new Map<string, Uint8Array>();
  const sequences = new Map<string, Set<number>>();
  for (const object of objects) add(sequences, chainName(object), object.sequence);

  for (const object of objects) {
    const chain = chainName(object);
    const end = ends.get(chain) ?? { ...object, sequence: 0, hash: noHash() };
    if (seen.has(`${chain} ${object.sequence}`)) throw new ChainRefusal("fork", object.author);
    if (object.sequence !== end.sequence + 1) {
      const later = sequences.get(chain)!.has(end.sequence + 1);
      throw new ChainRefusal(later ? "reorder" : "gap", object.author);
    }
    if (!equal(object.previous, end.hash)) throw new ChainRefusal("fork", object.author);
    seen.set(`${chain} ${object.sequence}`, object.hash);
    ends.set(chain, { author: object.author, keyPair: object.keyPair, sequence: object.sequence, hash: object.hash });
  }

  const mentioned = objects.flatMap(({ keyPair, heads }) => heads.map((head) => ({ ...head, keyPair })));
  for (const head of [...mentioned, ...remembered]) {
    if (head.sequence === 0) continue;
    const hash = seen.get(`${chainName(head)} ${head.sequence}`);
    if (hash === undefined) throw new ChainRefusal("missing-head", head.author);
    if (!equal(hash, head.hash)) throw new ChainRefusal("fork", head.author);
  }
  return [...ends.values()];
}

/** What an author's next frame says of its place: sequence, previous, and the heads of the others under that key pair. */
export function nextPlace(
  ends: readonly ChainEnd[],
  author: Author,
  keyPair: CaseKeyName,
): { readonly sequence: number; readonly previous: Uint8Array; readonly heads: readonly Head[] } {
  const under = ends.filter((end) => end.keyPair === keyPair);
  const own = under.find((end) => end.author === author);
  const heads = under
    .filter((end) => end.author !== author && end.sequence > 0)
    .map(({ author: other, sequence, hash }) => ({ author: other, sequence, hash }));
  return { sequence: (own?.sequence ?? 0) + 1, previous: own?.hash ?? noHash(), heads };
}

const chainName = (place: { readonly author: Author; readonly keyPair: CaseKeyName }): string =>
  `${place.keyPair} ${place.author}`;

function add(sets: Map<string, Set<number>>, name: string, value: number): void {
  const set = sets.get(name) ?? new Set();
  sets.set(name, set.add(value));
}
