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

/** A case she kept as a draft: its receipt and key stay. */
export interface KeptCase {
  readonly receipt: Uint8Array;
  readonly receiptKeys: ReceiptKeys;
  readonly key: KeyPair;
}

/** Makes receipt, case key and wraps, while she types. `pause` is awaited between the slow steps. */
export async function prepareCase(
  recipients: CaseRecipients,
  pause: () => Promise<void> = async () => {},
  kept: KeptCase | null = null,
): Promise<PreparedCase> {
  const { instanceId } = recipients;
  const receipt = kept?.receipt ?? newReceipt();
  const receiptKeys = kept?.receiptKeys ?? (await deriveReceiptKeys(receipt, recipients.salt));
  const hers = await keyPairOf(receiptKeys.survivorSeed);
  await pause();
  const key = kept?.key ?? (await keyPairOf());
  const caseId = caseIdOf(instanceId, key.publicKey);
  const survivorMac = survivorMacKey(key.seed, caseId);
  const made = { instanceId, caseId, key, survivorMac };
  const wraps: StoredObject[] = [];
  for (const [name, recipient] of [
    [`epoch:${recipients.epoch}`, recipients.epochRecipient],
    ["recovery", recipients.recoveryRecipient],
    ["receipt", hers.recipient],
  ] as const) {
    await pause();
    wraps.push(await wrapFor(made, name, recipient, hers.publicKey));
  }
  await pause();
  const card = await prepareSeal([key.recipient]);
  await pause();
  const report = await prepareSeal([key.recipient]);
  return { instanceId, caseId, key, survivorMac, receipt, receiptKeys, wraps, card, report };
}

/** Her wraps where the team's key was turned since they were made: the one for the team is made anew. */
export async function wrapsForEpoch(prepared: PreparedCase, recipients: CaseRecipients): Promise<readonly StoredObject[]> {
  // Never an older one: a server could show that to have the report open for somebody who left.
  const made = prepared.wraps.map(({ recipient }) => /^epoch:(\d+)$/.exec(recipient ?? "")?.[1]).find((number) => number !== undefined);
  if (recipients.epoch <= Number(made)) return prepared.wraps;
  const name = `epoch:${recipients.epoch}`;
  const hers = await keyPairOf(prepared.receiptKeys.survivorSeed);
  const fresh = await wrapFor(prepared, name, recipients.epochRecipient, hers.publicKey);
  return [fresh, ...prepared.wraps.filter(({ recipient }) => !recipient!.startsWith("epoch:"))];
}

async function wrapFor(
  { instanceId, caseId, key, survivorMac }: Pick<PreparedCase, "instanceId" | "caseId" | "key" | "survivorMac">,
  name: string,
  recipient: string,
  receiptPublicKey: Uint8Array,
): Promise<StoredObject> {
  const place = { instanceId, caseId, keyPair: "C", generation: 0, objectId: randomBytes(16), author: "survivor" } as const;
  const file = await sealWrap(place, key.seed, receiptPublicKey, { survivorMac }, recipient);
  return storedObject({ ...place, kind: "wrap", sequence: 0, previous: noHash() }, file, name);
}

/** Makes new wraps for report and card, where the first were used up by an attempt that she then changed. */
export const prepareAgain = async (prepared: PreparedCase): Promise<PreparedCase> => ({
  ...prepared,
  card: await prepareSeal([prepared.key.recipient]),
  report: await prepareSeal([prepared.key.recipient]),
});

/**
 * Seals a report and its card, once: keep the result for a second attempt at sending.
 * @param after the survivor's last frame, where a draft was kept before.
 */
export async function sealNewCase(
  prepared: PreparedCase,
  report: Body<"report">,
  after: { readonly sequence: number; readonly hash: Uint8Array } = { sequence: 0, hash: noHash() },
): Promise<NewSealedCase> {
  const { survivorMac } = prepared;
  const first = headerOf(prepared, "triage-card", after.sequence + 1, after.hash);
  const cardFile = await sealFrame(first, encodeBody("triage-card", cardOf(report)), { survivorMac }, prepared.card);
  const second = headerOf(prepared, "report", after.sequence + 2, sha256(cardFile));
  const reportFile = await sealFrame(second, encodeBody("report", report), { survivorMac }, prepared.report);
  return {
    ...openPart(prepared, report.language),
    wraps: prepared.wraps,
    objects: [storedObject(first, cardFile), storedObject(second, reportFile)],
    consents: report.consents,
  };
}

/** What is posted to keep a draft. */
export interface NewDraft extends NewSealedCase {
  readonly staffMayReadAfter24h: boolean;
}

/**
 * Seals what she has so far under her receipt.
 * @param staffMayRead whether the team and recovery get a wrap too.
 * @param after the survivor's last frame, where an earlier draft was kept.
 * @returns what to post, and where her chain then ends.
 */
export async function sealDraft(
  prepared: PreparedCase,
  draft: Body<"draft">,
  language: string,
  staffMayRead: boolean,
  after: { readonly sequence: number; readonly hash: Uint8Array } = { sequence: 0, hash: noHash() },
): Promise<{ readonly posted: NewDraft; readonly end: { readonly sequence: number; readonly hash: Uint8Array } }> {
  const header = headerOf(prepared, "draft", after.sequence + 1, after.hash);
  const { survivorMac, key } = prepared;
  const file = await sealFrame(header, encodeBody("draft", draft), { survivorMac }, [key.recipient]);
  const posted = {
    ...openPart(prepared, language),
    wraps: staffMayRead ? prepared.wraps : prepared.wraps.filter((wrap) => wrap.recipient === "receipt"),
    objects: [storedObject(header, file)],
    consents: [],
    staffMayReadAfter24h: staffMayRead,
  };
  return { posted, end: { sequence: header.sequence, hash: sha256(file) } };
}

const headerOf = (
  { instanceId, caseId }: PreparedCase,
  kind: FrameHeader["kind"],
  sequence: number,
  previous: Uint8Array,
): FrameHeader => ({
  instanceId, caseId, keyPair: "C", generation: 0, objectId: randomBytes(16), kind, author: "survivor", sequence, previous,
  heads: [], schemaHash: noHash(),
});

const openPart = ({ caseId, key, receiptKeys }: PreparedCase, language: string): Pick<NewSealedCase, "case" | "receipt"> => ({
  case: { id: hex(caseId), publicKey: base64url(key.publicKey), mode: "sealed", language },
  receipt: {
    lookupHash: base64url(sha256(receiptKeys.lookupId)),
    tokenHash: base64url(sha256(receiptKeys.authToken)),
  },
});
