import { currentEpoch } from "../roster/index.ts";
import type { StoredObject } from "../sealing/index.ts";
import {
  announcementBody, base64url, keyPairOf, noHash, randomBytes, recipientOf, sealWrap, storedObject,
} from "../sealing/index.ts";
import type { Caseworker } from "./caseworker.ts";
import { instanceOf } from "./caseworker.ts";
import type { OpenCase } from "./openCase.ts";
import { sealNext } from "./sealNext.ts";

/** What is posted to give a case its notes key. */
export interface NewNotesKey {
  readonly publicKey: string;
  /** Under `C`, signed: it names the key to everybody who reads the case. */
  readonly announcement: StoredObject;
  /** For the team, for recovery and for the caseworker; never for the receipt. */
  readonly wraps: readonly StoredObject[];
}

/** Makes the key that notes are sealed to. `pause` is awaited between the slow steps. */
export async function makeNotesKey(
  open: OpenCase,
  me: Caseworker,
  pause: () => Promise<void> = async () => {},
): Promise<NewNotesKey> {
  const epoch = currentEpoch(me.roster);
  if (epoch === null) throw new RangeError("no case before the first epoch");
  const key = await keyPairOf();
  const body = announcementBody({ keyPair: "N", generation: 0, publicKey: key.publicKey });
  const [announcement] = await sealNext(open, me, [{ keyPair: "C", kind: "announcement", body }]);
  const wraps: StoredObject[] = [];
  for (const [name, recipient] of [
    [`epoch:${epoch.number}`, recipientOf(epoch.publicKey)],
    ["recovery", recipientOf(me.roster.recoveryKey)],
    [`staff:${me.staffId}`, me.keys.sealing.recipient],
  ] as const) {
    await pause();
    wraps.push(await wrapFor(name, recipient, key.seed, open, me));
  }
  return { publicKey: base64url(key.publicKey), announcement: announcement!, wraps };
}

async function wrapFor(name: string, recipient: string, seed: Uint8Array, open: OpenCase, me: Caseworker): Promise<StoredObject> {
  const place = {
    instanceId: instanceOf(me), caseId: open.caseId, keyPair: "N", generation: 0, objectId: randomBytes(16),
    author: `staff:${me.staffId}`,
  } as const;
  const file = await sealWrap(place, seed, null, { signingSeed: me.keys.signingSeed }, recipient);
  return storedObject({ ...place, kind: "wrap", sequence: 0, previous: noHash() }, file, name);
}
