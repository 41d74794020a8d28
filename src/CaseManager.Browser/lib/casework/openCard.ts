import type { Body } from "../sealing/index.ts";
import { FrameRefusal, fromHex, openFrame, parseBody, receivedObject } from "../sealing/index.ts";
import type { CardAnswer } from "./caseAnswer.ts";
import type { Caseworker } from "./caseworker.ts";
import { instanceOf, verifyKeysOf } from "./caseworker.ts";
import { openKey } from "./openKey.ts";

/** A triage card that was opened and verified. */
export interface OpenCard {
  readonly card: Body<"triage-card">;
  /** Sealed by the server: nothing vouches for it. */
  readonly addedBySystem: boolean;
}

/**
 * Opens the card of one row of the queue, without the report.
 * @returns `null` when no wrap is for this person, or there is no card.
 * @throws DamagedFile, FrameRefusal
 */
export async function openCard(answer: CardAnswer, me: Caseworker): Promise<OpenCard | null> {
  if (answer.card === null) return null;
  const caseId = fromHex(answer.caseId);
  const claimed = { ...verifyKeysOf(me), serverAssisted: answer.mode === "server-assisted" };
  const wrap = await openKey(answer.wraps, { keyPair: "C", generation: 0 }, caseId, me, claimed);
  if (wrap === null) return null;
  const { file, place } = receivedObject(answer.card, instanceOf(me), caseId);
  if (place.kind !== "triage-card" || place.keyPair !== "C") throw new FrameRefusal("kind");
  const keys = { ...claimed, survivorMac: wrap.survivorMac, serverAssisted: wrap.addedBySystem };
  const frame = await openFrame(file, wrap.key.identity, place, keys);
  // Its key is the case's: a card that this does not open is another case's.
  if (frame === null) throw new FrameRefusal("case");
  return { card: parseBody("triage-card", frame.body), addedBySystem: frame.addedBySystem };
}
