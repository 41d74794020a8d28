import { sha256 } from "@noble/hashes/sha2.js";
import { currentEpoch } from "../roster/index.ts";
import type { Body, FrameHeader, KeyPair, StoredObject } from "../sealing/index.ts";
import {
  base64url, caseIdOf, cardOf, deriveReceiptKeys, encodeBody, hex, keyPairOf, newReceipt, noHash, randomBytes, recipientOf, sealFrame,
  sealWrap, storedObject,
} from "../sealing/index.ts";
import type { Caseworker } from "./caseworker.ts";
import { instanceOf } from "./caseworker.ts";

/** What is posted to open a case for somebody who phoned, wrote or came. */
export interface NewAssistedCase {
  readonly case: { readonly id: string; readonly publicKey: string; readonly mode: "staff-assisted"; readonly language: string };
  readonly receipt: { readonly lookupHash: string; readonly tokenHash: string } | null;
  readonly wraps: readonly StoredObject[];
  readonly objects: readonly StoredObject[];
  readonly consents: readonly string[];
}

/** A sealed case, and the receipt to read out to her where she wants one. */
export interface SealedAssistedCase {
  readonly posted: NewAssistedCase;
  readonly receipt: Uint8Array | null;
}

/** Seals a case in the caseworker's browser; she signs everything in it. `pause` is awaited between the slow steps. */
export async function sealAssistedCase(
  report: Body<"assisted-report">,
  withReceipt: boolean,
  me: Caseworker,
  pause: () => Promise<void> = async () => {},
): Promise<SealedAssistedCase> {
  const instanceId = instanceOf(me);
  const receipt = withReceipt ? newReceipt() : null;
  const receiptKeys = receipt === null ? null : await deriveReceiptKeys(receipt, me.roster.salt);
  const hers = receiptKeys === null ? null : await keyPairOf(receiptKeys.survivorSeed);
  const key = await keyPairOf();
  const caseId = caseIdOf(instanceId, key.publicKey);
  const place = { instanceId, caseId, keyPair: "C", generation: 0, author: `staff:${me.staffId}` } as const;
  const signing = { signingSeed: me.keys.signingSeed };

  const wraps: StoredObject[] = [];
  for (const [name, recipient] of recipientsOf(me, hers)) {
    await pause();
    const wrap = { ...place, objectId: randomBytes(16) };
    const file = await sealWrap(wrap, key.seed, hers?.publicKey ?? null, signing, recipient);
    wraps.push(storedObject({ ...wrap, kind: "wrap", sequence: 0, previous: noHash() }, file, name));
  }

  const objects: StoredObject[] = [];
  let previous = noHash();
  for (const [kind, body] of [
    ["triage-card", encodeBody("triage-card", cardOf(report))],
    ["assisted-report", encodeBody("assisted-report", report)],
  ] as const) {
    await pause();
    const sequence = objects.length + 1;
    const header: FrameHeader = { ...place, objectId: randomBytes(16), kind, sequence, previous, heads: [], schemaHash: noHash() };
    const file = await sealFrame(header, body, signing, [key.recipient]);
    objects.push(storedObject(header, file));
    previous = sha256(file);
  }

  return {
    posted: {
      case: { id: hex(caseId), publicKey: base64url(key.publicKey), mode: "staff-assisted", language: report.language },
      receipt: receiptKeys && {
        lookupHash: base64url(sha256(receiptKeys.lookupId)),
        tokenHash: base64url(sha256(receiptKeys.authToken)),
      },
      wraps,
      objects,
      consents: report.consents,
    },
    receipt,
  };
}

function recipientsOf(me: Caseworker, hers: KeyPair | null): (readonly [string, string])[] {
  const epoch = currentEpoch(me.roster);
  if (epoch === null) throw new RangeError("no case before the first epoch");
  return [
    [`epoch:${epoch.number}`, recipientOf(epoch.publicKey)],
    ["recovery", recipientOf(me.roster.recoveryKey)],
    ...(hers === null ? [] : [["receipt", hers.recipient] as const]),
  ];
}
