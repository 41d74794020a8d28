import type { Body, BodyKind } from "../sealing/index.ts";
import { FrameRefusal, parseBody } from "../sealing/index.ts";
import type { CaseEntry, OpenedCase } from "./openCase.ts";

/** A verified object with its body. */
export interface ReadEntry<K extends BodyKind> {
  readonly entry: CaseEntry;
  readonly body: Body<K>;
}

/** The objects of a kind, oldest first; one whose body cannot be read is left out. */
export function readEntries<K extends BodyKind>(opened: OpenedCase, kind: K): ReadEntry<K>[] {
  const read = opened.entries.filter((entry) => entry.kind === kind).flatMap((entry) => {
    try {
      return [{ entry, body: parseBody(kind, entry.body) }];
    } catch (failure) {
      if (failure instanceof FrameRefusal) return [];
      throw failure;
    }
  });
  return read.sort((a, b) => a.entry.receivedAt.localeCompare(b.entry.receivedAt) || a.entry.sequence - b.entry.sequence);
}
