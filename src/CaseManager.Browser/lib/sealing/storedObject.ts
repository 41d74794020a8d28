import { sha256 } from "@noble/hashes/sha2.js";
import { authorOf } from "./author.ts";
import { base64url, fromBase64url, fromHex, hex } from "./bytes.ts";
import type { Expected } from "./frame.ts";
import type { FrameHeader } from "./frameFormat.ts";
import { keyPairOfByte } from "./frameFormat.ts";
import { kindUnder } from "./kinds.ts";
import { FrameRefusal } from "./refusal.ts";

/** An object as it travels in JSON: ids in hex, other bytes in base64url. */
export interface StoredObject {
  readonly objectId: string;
  readonly keyPair: string;
  readonly generation: number;
  readonly kind: string;
  readonly author: string;
  readonly sequence: number;
  readonly previous: string;
  readonly file: string;
  /** Whom a wrap is for: `epoch:1`, `recovery`, `receipt`, `staff:…`. */
  readonly recipient?: string;
}

/** Where a frame stands, as told to the server. */
export type Place = Pick<
  FrameHeader,
  "keyPair" | "generation" | "objectId" | "kind" | "author" | "sequence" | "previous"
>;

/** A sealed file with its place, ready to be sent. */
export function storedObject(place: Place, file: Uint8Array, recipient?: string): StoredObject {
  const { keyPair, generation, kind, author, sequence } = place;
  const objectId = hex(place.objectId);
  const stored = { objectId, keyPair, generation, kind, author, sequence, previous: base64url(place.previous), file: base64url(file) };
  return recipient === undefined ? stored : { ...stored, recipient };
}

/** A stored object as the server gave it: what to hold its header against, its file, and that file's own hash. */
export interface ReceivedObject {
  readonly place: Expected & { readonly kind: FrameHeader["kind"] };
  readonly file: Uint8Array;
  /** SHA-256 of the file, computed here. */
  readonly hash: Uint8Array;
}

/** Reads a stored object. Throws FrameRefusal where what the server says of it cannot be. */
export function receivedObject(stored: StoredObject, instanceId: Uint8Array, caseId: Uint8Array): ReceivedObject {
  const need = <T>(value: T | null, fault: ConstructorParameters<typeof FrameRefusal>[0]): T => {
    if (value === null) throw new FrameRefusal(fault);
    return value;
  };
  const keyPair = need(stored.keyPair.length === 1 ? keyPairOfByte(stored.keyPair.charCodeAt(0)) : null, "key-pair");
  const file = need(fromBase64url(stored.file), "not-a-frame");
  return {
    place: {
      instanceId,
      caseId,
      keyPair,
      generation: stored.generation,
      objectId: fromHex(need(/^[0-9a-f]{32}$/.test(stored.objectId) ? stored.objectId : null, "object")),
      kind: need(kindUnder(keyPair, stored.kind), "unknown-kind"),
      author: need(authorOf(stored.author), "author"),
      sequence: stored.sequence,
      previous: need(fromBase64url(stored.previous), "previous"),
    },
    file,
    hash: sha256(file),
  };
}
