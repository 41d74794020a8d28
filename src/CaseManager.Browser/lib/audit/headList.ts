import { compare, equal, hex } from "../sealing/bytes.ts";
import { labelledHash } from "../sealing/labels.ts";

/** Bytes of an entry: chain's id (16), sequence (u32), hash (32). */
export const entryLength = 52;

/** Where a chain ended. */
export interface HeadEntry {
  /** 32 hex digits; all zeros for the organisation. */
  readonly chain: string;
  readonly sequence: number;
  readonly hash: Uint8Array;
}

/** What a daily head names its list by. */
export const listHash = (list: Uint8Array): Uint8Array => labelledHash("casemanager/1 audit list", list);

/** Whether bytes are a list: whole entries, each chain once, in order, none of them empty. */
export function isList(list: Uint8Array): boolean {
  if (list.length % entryLength !== 0) return false;
  for (let at = 0; at < list.length; at += entryLength) {
    if (sequenceAt(list, at) === 0) return false;
    if (at > 0 && compare(idAt(list, at - entryLength), idAt(list, at)) >= 0) return false;
  }
  return true;
}

/** The entry that begins at a place. */
export const entryAt = (list: Uint8Array, at: number): HeadEntry => ({
  chain: hex(idAt(list, at)), sequence: sequenceAt(list, at), hash: list.subarray(at + 20, at + entryLength),
});

/** How a list fails to continue another one. */
export interface ListFault {
  readonly code: "vanished" | "backwards" | "changed";
  readonly before: HeadEntry;
  /** What is there now; `null` where it vanished. */
  readonly now: HeadEntry | null;
}

/** The first chain of an earlier list that a later one lacks, has less of, or has differently; `null` where it continues them all. */
export function firstLost(before: Uint8Array, now: Uint8Array): ListFault | null {
  for (let old = 0, at = 0; old < before.length; old += entryLength) {
    while (at < now.length && compare(idAt(now, at), idAt(before, old)) < 0) at += entryLength;
    const was = entryAt(before, old);
    if (at >= now.length || compare(idAt(now, at), idAt(before, old)) !== 0) return { code: "vanished", before: was, now: null };
    const is = entryAt(now, at);
    if (is.sequence < was.sequence) return { code: "backwards", before: was, now: is };
    if (is.sequence === was.sequence && !equal(is.hash, was.hash)) return { code: "changed", before: was, now: is };
  }
  return null;
}

const idAt = (list: Uint8Array, at: number): Uint8Array => list.subarray(at, at + 16);

const sequenceAt = (list: Uint8Array, at: number): number => new DataView(list.buffer, list.byteOffset + at + 16, 4).getUint32(0);
