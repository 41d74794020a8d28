import { sha256 } from "@noble/hashes/sha2.js";
import type { Intake } from "../lib/roster/index.ts";
import type { Body } from "../lib/sealing/body.ts";
import { encodeBody } from "../lib/sealing/body.ts";
import type { FrameHeader, KeyPair, Kind } from "../lib/sealing/index.ts";
import {
  base64url, caseIdOf, deriveReceiptKeys, hex, keyPairOf, newReceipt, noHash, randomBytes, receiptDigits, receiptWords,
  sealFrame, sealWrap, survivorMacKey,
} from "../lib/sealing/index.ts";

/** A report as it is posted, and the receipt that opens it again. */
export interface SealedReport {
  /** The story's name. */
  readonly name: string;
  readonly words: string;
  readonly digits: string;
  /** The exact text to post. */
  readonly body: string;
}

/** Who is sealed for, and where the objects belong. */
interface Place {
  readonly instanceId: Uint8Array;
  readonly caseId: Uint8Array;
  readonly case: KeyPair;
  readonly survivorMac: Uint8Array;
}

/** Seals a report and its card as a survivor's browser does: for the team, for recovery and for her receipt. */
export async function sealReport(name: string, report: Body<"report">, intake: Intake): Promise<SealedReport> {
  const secret = newReceipt();
  const receipt = await deriveReceiptKeys(secret, intake.salt);
  const survivor = await keyPairOf(receipt.survivorSeed);
  const place = await newPlace(intake.instanceId);
  const card = await sealNext(place, "triage-card", encodeBody("triage-card", cardOf(report)), 1, noHash());
  const whole = await sealNext(place, "report", encodeBody("report", report), 2, card.hash);
  const body = JSON.stringify({
    case: { id: hex(place.caseId), publicKey: base64url(place.case.publicKey), mode: "sealed", language: report.language },
    receipt: { lookupHash: base64url(sha256(receipt.lookupId)), tokenHash: base64url(sha256(receipt.authToken)) },
    wraps: [
      await wrapFor(place, survivor, `epoch:${intake.epoch}`, intake.epochRecipient),
      await wrapFor(place, survivor, "recovery", intake.recoveryRecipient),
      await wrapFor(place, survivor, "receipt", survivor.recipient),
    ],
    objects: [card.stored, whole.stored],
    consents: report.consents,
  });
  return { name, words: receiptWords(secret).join(" "), digits: receiptDigits(secret), body };
}

async function newPlace(instanceId: Uint8Array): Promise<Place> {
  const key = await keyPairOf();
  const caseId = caseIdOf(instanceId, key.publicKey);
  return { instanceId, caseId, case: key, survivorMac: survivorMacKey(key.seed, caseId) };
}

async function wrapFor(place: Place, survivor: KeyPair, recipient: string, to: string) {
  const objectId = randomBytes(16);
  const { instanceId, caseId, survivorMac } = place;
  const where = { instanceId, caseId, keyPair: "C", generation: 0, objectId, author: "survivor" } as const;
  const file = await sealWrap(where, place.case.seed, survivor.publicKey, { survivorMac }, to);
  return { ...storedOf("wrap", objectId, 0, noHash(), file), recipient };
}

async function sealNext(place: Place, kind: Kind, body: Uint8Array, sequence: number, previous: Uint8Array) {
  const { instanceId, caseId, survivorMac } = place;
  const objectId = randomBytes(16);
  const header: FrameHeader = {
    instanceId, caseId, keyPair: "C", generation: 0, objectId, kind, author: "survivor", sequence, previous,
    heads: [], schemaHash: noHash(),
  };
  const file = await sealFrame(header, body, { survivorMac }, [place.case.recipient]);
  return { stored: storedOf(kind, objectId, sequence, previous, file), hash: sha256(file) };
}

const storedOf = (kind: Kind, objectId: Uint8Array, sequence: number, previous: Uint8Array, file: Uint8Array) => ({
  objectId: hex(objectId), keyPair: "C", generation: 0, kind, author: "survivor", sequence, previous: base64url(previous),
  file: base64url(file),
});

const cardOf = (report: Body<"report">): Body<"triage-card"> => ({
  v: 1,
  about: report.about,
  age: report.age,
  danger: report.danger,
  deadline: report.deadline,
  contact: report.contact,
  linkCount: report.links.length,
  platforms: [...new Set(report.links.flatMap(({ platform }) => (platform === null ? [] : [platform])))],
  language: report.language,
  opening: report.story.slice(0, 140),
});
