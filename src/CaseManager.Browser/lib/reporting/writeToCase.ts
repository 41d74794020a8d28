import type { Body, BodyKind, StoredObject } from "../sealing/index.ts";
import { encodeBody, equal, nextPlace, noHash, randomBytes, sealFrame, storedObject } from "../sealing/index.ts";
import { ApiRefusal, call, persist } from "./api.ts";
import type { OpenedCase } from "./openCase.ts";

/** Seals one object of hers behind everything she has seen. */
export async function sealForCase<K extends BodyKind>(opened: OpenedCase, kind: K, body: Body<K>): Promise<StoredObject> {
  const { instanceId, caseId, keys, survivorMac, ends } = opened;
  const generation = keys.length - 1;
  const place = nextPlace(ends, "survivor", "C");
  const header = {
    instanceId, caseId, keyPair: "C", generation, objectId: randomBytes(16), kind, author: "survivor", ...place, schemaHash: noHash(),
  } as const;
  const file = await sealFrame(header, encodeBody(kind, body), { survivorMac }, [keys[generation]!.recipient]);
  return storedObject(header, file);
}

/** The newest key of her case is one that somebody made who has left: a caseworker's browser makes the next one soon. */
export class KeysRenewing extends Error {
  override readonly name = "KeysRenewing";
}

/** Something of her case is missing or was changed: nothing can be sealed behind what she has seen. */
export class CaseBroken extends Error {
  override readonly name = "CaseBroken";
}

/** What goes on while something is sent. */
export interface During {
  readonly signal?: AbortSignal | undefined;
  readonly onWait?: (() => void) | undefined;
}

/** She wrote from another place, the keys were turned, or an earlier attempt arrived whose answer was lost. */
const elsewhere: readonly string[] = ["behind", "stale-key", "document-differs"];

/** Where a kind of object is handed in. */
export interface Door {
  readonly method: "POST" | "PUT" | "DELETE";
  readonly path: string;
}

/**
 * Seals an object and hands it in. The same bytes go out again while the network fails; where she wrote from
 * another place meanwhile, the case is fetched anew and the object sealed again behind it, unless it is there already.
 * @param refresh fetches and opens the case anew.
 * @param during stops it, and is told before each wait.
 * @returns the case as it was when the object was taken.
 * @throws CaseBroken, KeysRenewing, ApiRefusal, NotReached
 */
export async function writeToCase<K extends BodyKind>(
  opened: OpenedCase,
  kind: K,
  body: Body<K>,
  door: Door,
  refresh: () => Promise<OpenedCase>,
  { signal, onWait }: During = {},
): Promise<OpenedCase> {
  for (let tries = 0, current = opened; ; tries++) {
    if (!current.standing) current = await refresh();
    if (!current.standing) throw new KeysRenewing();
    if (current.chainsBroken) throw new CaseBroken();
    const text = JSON.stringify({ objects: [await sealForCase(current, kind, body)] });
    try {
      await persist(() => call(door.path, { method: door.method, text, receipt: opened.receiptKeys, signal }), signal, onWait);
      return current;
    } catch (failure) {
      if (!(failure instanceof ApiRefusal && elsewhere.includes(failure.code) && tries < 3)) throw failure;
      current = await refresh();
      if (holds(current, kind, encodeBody(kind, body))) return current;
    }
  }
}

/** The answer to an earlier attempt was lost: what she wrote has arrived all the same. */
const holds = (opened: OpenedCase, kind: BodyKind, bytes: Uint8Array): boolean =>
  opened.entries.some((entry) => entry.author === "survivor" && entry.kind === kind && equal(entry.body, bytes));
