import { concat, u32, utf8 } from "./bytes.ts";
import type { CaseKeyName } from "./caseKey.ts";
import { staffIdOf } from "./author.ts";
import type { OpenedFrame } from "./frame.ts";
import { keyPairOfByte } from "./frameFormat.ts";
import { publicKeyLength } from "./keyPair.ts";
import { readerOf } from "./reader.ts";
import { FrameRefusal } from "./refusal.ts";

/** A key of the case that a staff member vouches for: the first `N`, or a later generation. */
export interface Announcement {
  readonly keyPair: CaseKeyName;
  readonly generation: number;
  /** 1,216 bytes. */
  readonly publicKey: Uint8Array;
}

/** The body of a frame of kind `announcement`. */
export const announcementBody = (announcement: Announcement): Uint8Array =>
  concat(utf8(announcement.keyPair), u32(announcement.generation), announcement.publicKey);

/**
 * Reads the announcement in a verified frame.
 * @throws FrameRefusal unless staff signed it and it stands under the generation before (the first `N`: under `C`).
 */
export function readAnnouncement({ header, body }: OpenedFrame): Announcement {
  if (header.kind !== "announcement") throw new FrameRefusal("kind");
  if (staffIdOf(header.author) === null) throw new FrameRefusal("author-may-not");
  const reader = readerOf(body);
  const keyPair = keyPairOfByte(reader.integer(1) ?? 0);
  const generation = reader.integer(4);
  const publicKey = reader.take(publicKeyLength);
  if (keyPair === null || generation === null || publicKey === null || reader.position() !== body.length) {
    throw new FrameRefusal("body");
  }
  const firstOfN = keyPair === "N" && generation === 0 && header.keyPair === "C";
  const next = keyPair === header.keyPair && generation === header.generation + 1;
  if (!firstOfN && !next) throw new FrameRefusal("body");
  return { keyPair, generation, publicKey };
}
