import type { VerifyKeys } from "../sealing/index.ts";
import { FrameRefusal, fromHex, openFrame, parseBody, readAnnouncement, receivedObject } from "../sealing/index.ts";
import type { Handover } from "./audience.ts";
import type { Caseworker } from "./caseworker.ts";
import { instanceOf, verifyKeysOf } from "./caseworker.ts";
import type { KnownKey } from "./followKeys.ts";
import { followKeys, samePlace } from "./followKeys.ts";
import { openKey } from "./openKey.ts";
import type { CaseKeysAnswer } from "./turning.ts";

/** Every key of a case, opened, and what was signed about who works on it. */
export interface OpenKeys {
  readonly caseId: Uint8Array;
  readonly keys: readonly KnownKey[];
  readonly handovers: readonly Handover[];
  /** Canonical keys of the links that were tagged last; empty where none were, or nobody wrote them down. */
  readonly tagged: readonly string[];
}

/**
 * Opens every key of a case.
 * @returns `null` where one of them is not for this person: then nothing of the case can be wrapped anew by her.
 * @throws DamagedFile, FrameRefusal
 */
export async function openKeys(answer: CaseKeysAnswer, me: Caseworker): Promise<OpenKeys | null> {
  const caseId = fromHex(answer.caseId);
  const claimed: VerifyKeys = { ...verifyKeysOf(me), serverAssisted: answer.mode === "server-assisted" };
  const first = await openKey(answer.wraps, { keyPair: "C", generation: 0 }, caseId, me, claimed);
  if (first === null) return null;
  const verify: VerifyKeys = { ...claimed, survivorMac: first.survivorMac, serverAssisted: first.addedBySystem };
  const announcements = answer.announcements.map((stored) => receivedObject(stored, instanceOf(me), caseId));
  const stated = answer.handovers.map((stored) => receivedObject(stored, instanceOf(me), caseId));
  const card = answer.card === null ? null : receivedObject(answer.card, instanceOf(me), caseId);
  let tagged: readonly string[] = [];
  const handovers: Handover[] = [];
  const { known, missing } = await followKeys(
    first,
    async (key) => {
      for (const { place, file } of stated.filter((one) => samePlace(one.place, key))) {
        const frame = await openFrame(file, key.key.identity, place, verify);
        if (frame === null || place.kind !== "handover") throw new FrameRefusal("kind");
        handovers.push({ author: place.author, sequence: place.sequence, heads: frame.header.heads, body: parseBody("handover", frame.body) });
      }
      if (card !== null && samePlace(card.place, key)) {
        const frame = await openFrame(card.file, key.key.identity, card.place, verify);
        if (frame === null || card.place.kind !== "staff-card") throw new FrameRefusal("kind");
        tagged = parseBody("staff-card", frame.body).keys;
      }
      const announced = [];
      for (const { place, file } of announcements.filter((one) => samePlace(one.place, key))) {
        const frame = await openFrame(file, key.key.identity, place, verify);
        if (frame === null) throw new FrameRefusal("not-announced");
        announced.push({ ...readAnnouncement(frame), by: place.author });
      }
      return announced;
    },
    (announcement) => openKey(answer.wraps, announcement, caseId, me, verify, announcement),
  );
  // Wraps of a key that nobody announced would be left behind.
  const unknown = answer.wrapped.some((wrap) => !known.some((key) => samePlace(key, wrap)));
  return missing.length > 0 || unknown ? null : { caseId, keys: known, handovers, tagged };
}
