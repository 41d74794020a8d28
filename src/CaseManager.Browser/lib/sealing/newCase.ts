import { sha256 } from "@noble/hashes/sha2.js";
import type { PreparedSeal } from "./ageFile.ts";
import { prepareSeal } from "./ageFile.ts";
import type { Body } from "./body.ts";
import { encodeBody } from "./body.ts";
import { base64url, hex, randomBytes } from "./bytes.ts";
import { cardOf } from "./card.ts";
import { caseIdOf, survivorMacKey } from "./caseKey.ts";
import { sealFrame } from "./frame.ts";
import type { FrameHeader } from "./frameFormat.ts";
import { noHash } from "./frameFormat.ts";
import type { KeyPair } from "./keyPair.ts";
import { keyPairOf } from "./keyPair.ts";
import { newReceipt } from "./receipt.ts";
import type { ReceiptKeys } from "./receiptKeys.ts";
import { deriveReceiptKeys } from "./receiptKeys.ts";
import type { StoredObject } from "./storedObject.ts";
import { storedObject } from "./storedObject.ts";
import { sealWrap } from "./wrap.ts";

/** What a survivor's browser seals with; `verifyIntakeBundle` gives it. */
export interface CaseRecipients {
  readonly instanceId: Uint8Array;
  readonly salt: Uint8Array;
  readonly epoch: number;
  readonly epochRecipient: string;
  readonly recoveryRecipient: string;
}

/** A case whose keys and wraps are made, so that sending costs only the payload. */
export interface PreparedCase {
  readonly instanceId: Uint8Array;
  readonly caseId: Uint8Array;
  readonly key: KeyPair;
  readonly survivorMac: Uint8Array;
  readonly receipt: Uint8Array;
  readonly receiptKeys: ReceiptKeys;
  /** For the epoch, recovery and her receipt, in this order. */
  readonly wraps: readonly StoredObject[];
  readonly card: PreparedSeal;
  readonly report: PreparedSeal;
}

/** What is posted as a new report. */
export interface NewSealedCase {
  readonly case: { readonly id: string; readonly publicKey: string; readonly mode: "sealed"; readonly language: string };
  readonly receipt: { readonly lookupHash: string; readonly tokenHash: string };
  readonly wraps: readonly StoredObject[];
  readonly objects: readonly StoredObject[];
  readonly consents: readonly string[];
}

/** Makes receipt, case key and wraps, while she types. `pause` is awaited between the slow steps. */
export async function prepareCase(
  recipients: CaseRecipients,
  pause: () => Promise<void> = async () => {},
): Promise<PreparedCase> {
  const { instanceId } = recipients;
  const receipt = newReceipt();
  const receiptKeys = await deriveReceiptKeys(receipt, recipients.salt);
  const hers = await keyPairOf(receiptKeys.survivorSeed);
  await pause();
  const key = await keyPairOf();
  const caseId = caseIdOf(instanceId, key.publicKey);
  const survivorMac = survivorMacKey(key.seed, caseId);
  const wraps: StoredObject[] = [];
  for (const [name, recipient] of [
    [`epoch:${recipients.epoch}`, recipients.epochRecipient],
    ["recovery", recipients.recoveryRecipient],
    ["receipt", hers.recipient],
  ] as const) {
    await pause();
    const place = { instanceId, caseId, keyPair: "C", generation: 0, objectId: randomBytes(16), author: "survivor" } as const;
    const file = await sealWrap(place, key.seed, hers.publicKey, { survivorMac }, recipient);
    wraps.push(storedObject({ ...place, kind: "wrap", sequence: 0, previous: noHash() }, file, name));
  }
  await pause();
  const card = await prepareSeal([key.recipient]);
  await pause();
  const report = await prepareSeal([key.recipient]);
  return { instanceId, caseId, key, survivorMac, receipt, receiptKeys, wraps, card, report };
}

/**
 * Seals a report and its card, once: keep the result for a second attempt at sending.
 * @param after the survivor's last frame, where a draft was kept before.
 */
export async function sealNewCase(
  prepared: PreparedCase,
  report: Body<"report">,
  after: { readonly sequence: number; readonly hash: Uint8Array } = { sequence: 0, hash: noHash() },
): Promise<NewSealedCase> {
  const { instanceId, caseId, survivorMac, key, receiptKeys } = prepared;
  const header = (kind: FrameHeader["kind"], sequence: number, previous: Uint8Array): FrameHeader => ({
    instanceId, caseId, keyPair: "C", generation: 0, objectId: randomBytes(16), kind, author: "survivor", sequence, previous,
    heads: [], schemaHash: noHash(),
  });
  const first = header("triage-card", after.sequence + 1, after.hash);
  const cardFile = await sealFrame(first, encodeBody("triage-card", cardOf(report)), { survivorMac }, prepared.card);
  const second = header("report", after.sequence + 2, sha256(cardFile));
  const reportFile = await sealFrame(second, encodeBody("report", report), { survivorMac }, prepared.report);
  return {
    case: { id: hex(caseId), publicKey: base64url(key.publicKey), mode: "sealed", language: report.language },
    receipt: {
      lookupHash: base64url(sha256(receiptKeys.lookupId)),
      tokenHash: base64url(sha256(receiptKeys.authToken)),
    },
    wraps: prepared.wraps,
    objects: [storedObject(first, cardFile), storedObject(second, reportFile)],
    consents: report.consents,
  };
}
