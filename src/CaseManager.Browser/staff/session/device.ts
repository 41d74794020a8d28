// What this browser remembers of the staff host, in IndexedDB: nothing readable without the server's half.

import type { SignedHead } from "../../lib/audit/dailyHead.ts";

const database = "casemanager";
const store = "device";

/** What is kept, by name; `seed` and `key` only while unlocked. */
export interface Remembered {
  /** The root everything is verified from, base64url, as this browser saw it first. */
  readonly root: string;
  /** The newest roster seen. */
  readonly head: { readonly seq: number; readonly hash: Uint8Array };
  /** The sealed seed and whose it is. */
  readonly seed: { readonly user: string; readonly sealed: Uint8Array };
  /** The daily head of the audit that was countersigned here last. */
  readonly audit: SignedHead;
  /** Never leaves the browser, not even to our own code. */
  readonly key: CryptoKey;
}

/** Reads one thing; `undefined` when it is not there. */
export const recall = <K extends keyof Remembered>(name: K): Promise<Remembered[K] | undefined> =>
  inStore("readonly", (things) => things.get(name) as IDBRequest<Remembered[K] | undefined>);

/** Keeps one thing. */
export const remember = async <K extends keyof Remembered>(name: K, value: Remembered[K]): Promise<void> => {
  await inStore("readwrite", (things) => things.put(value, name));
};

/** Forgets one thing. */
export const forget = async (name: keyof Remembered): Promise<void> => {
  await inStore("readwrite", (things) => things.delete(name));
};

async function inStore<T>(mode: IDBTransactionMode, work: (things: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opened = await open();
  try {
    const transaction = opened.transaction(store, mode);
    const result = await done(work(transaction.objectStore(store)));
    return result;
  } finally {
    opened.close();
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1);
  request.addEventListener("upgradeneeded", () => request.result.createObjectStore(store));
  return done(request);
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("the browser's store does not answer")));
  });
