import type { Announcement, CaseKeyName, OpenedWrap, StoredObject, VerifyKeys } from "../sealing/index.ts";
import { openWrap, receivedObject } from "../sealing/index.ts";
import type { Caseworker } from "./caseworker.ts";
import { identityFor, instanceOf } from "./caseworker.ts";

/** Which key of a case is meant. */
export interface KeyPlace {
  readonly keyPair: CaseKeyName;
  readonly generation: number;
}

/**
 * Opens a key of a case with whichever wrap is for this person.
 * @param announced the key that a verified announcement names; only `C`, generation 0, goes without.
 * @returns `null` when no wrap is for her.
 * @throws DamagedFile, FrameRefusal
 */
export async function openKey(
  wraps: readonly StoredObject[],
  place: KeyPlace,
  caseId: Uint8Array,
  me: Caseworker,
  keys: VerifyKeys,
  announced?: Announcement,
): Promise<OpenedWrap | null> {
  const instanceId = instanceOf(me);
  for (const wrap of wraps) {
    if (wrap.keyPair !== place.keyPair || wrap.generation !== place.generation) continue;
    const identity = identityFor(wrap.recipient, me);
    if (identity === null) continue;
    const { place: claimed, file } = receivedObject(wrap, instanceId, caseId);
    // A case is the server's own work only if the server made its wraps: a sealed case cannot be relabelled.
    const serverAssisted = keys.serverAssisted === true && claimed.author === "server";
    const opened = await openWrap(file, identity, claimed, { ...keys, serverAssisted }, announced?.publicKey);
    if (opened !== null) return opened;
  }
  return null;
}
