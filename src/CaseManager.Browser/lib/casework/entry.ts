import type { Author, BodyKind, Body, CaseKeyName, FrameFault, Kind, OpenedFrame } from "../sealing/index.ts";
import { hex, parseBody } from "../sealing/index.ts";
import { hasBody } from "../sealing/body.ts";

/** What every verified object of a case says of itself. */
interface Common {
  /** 32 hex digits. */
  readonly objectId: string;
  readonly keyPair: CaseKeyName;
  readonly author: Author;
  readonly sequence: number;
  /** When the server says it came in. */
  readonly receivedAt: string;
  /** Nothing vouches for it: the server made it. */
  readonly addedBySystem: boolean;
}

/** A verified object with its body read. */
export type Entry = { [K in BodyKind]: Common & { readonly kind: K; readonly body: Body<K> } }[BodyKind];

/** An object that is not what the server says it is: told, never shown. */
export interface RefusedObject {
  readonly objectId: string;
  readonly kind: Kind;
  readonly author: Author;
  readonly fault: FrameFault | "damaged" | "not-for-this-key";
}

/** Reads the body of a verified frame; `null` for kinds whose body is no JSON. Throws FrameRefusal. */
export function entryOf(frame: OpenedFrame, receivedAt: string): Entry | null {
  const { header, body, addedBySystem } = frame;
  const { kind, keyPair, author, sequence } = header;
  if (!hasBody(kind)) return null;
  const common = { objectId: hex(header.objectId), keyPair, author, sequence, receivedAt, addedBySystem };
  return { ...common, kind, body: parseBody(kind, body) } as Entry;
}

/** Entries of one kind, oldest first. */
export const entriesOf = <K extends BodyKind>(entries: readonly Entry[], kind: K): Extract<Entry, { kind: K }>[] =>
  entries.filter((entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind);
