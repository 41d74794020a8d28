import { sha256 } from "@noble/hashes/sha2.js";
import { referenceOf } from "../casework/caseReference.ts";
import { base64url, equal, fromBase64url, hex, utf8 } from "../sealing/bytes.ts";
import { headOf, verifyChain } from "./chain.ts";
import type { ExtractedNotice, ProofExtract, ProofRecipient } from "./extract.ts";
import { ProofRefusal } from "./refusal.ts";

/** What only this browser has: sealed words that it opened, and who people are. */
export interface Opened {
  /** The text of a notice as it was read and signed, by the sealed object's id. */
  readonly noticeText: (objectId: string) => string | null;
  /** The words of an answer; `null` where they cannot be opened. `isShown`: whether she has read them. */
  readonly answer: (objectId: string) => { readonly text: string; readonly isShown: boolean; readonly hash: string } | null;
  readonly signingKey: (staffId: string) => Uint8Array | null;
}

/** What a caseworker decided. */
export interface ProofChoice {
  readonly note: string;
  /** Whether answers that she has not been shown are in it. */
  readonly withUnshown: boolean;
  readonly by: { readonly staffId: string; readonly alias: string };
}

/** Everything the pack says; `proof.json` is this, in this order. Hashes are SHA-256 in hexadecimal digits, bytes base64url. */
export interface Proof {
  readonly v: 1;
  readonly format: "casemanager proof";
  readonly pack: {
    readonly id: string;
    readonly caseReference: string;
    readonly caseId: string;
    readonly instance: string;
    readonly organisation: string;
    readonly madeAt: string;
    readonly madeBy: { readonly staffId: string; readonly alias: string };
    readonly recipient: ProofRecipient;
    readonly note: string;
    readonly agreedAt: string;
    /** Whether every request of the case is in it. */
    readonly whole: boolean;
  };
  readonly requests: ProofExtract["takedowns"]["requests"];
  readonly notices: readonly ProofNotice[];
  readonly answers: readonly ProofAnswer[];
  readonly observations: readonly (Omit<ProofExtract["takedowns"]["observations"][number], "bodyHash"> & { readonly bodySha256: string | null })[];
  readonly steps: ProofExtract["takedowns"]["steps"];
  readonly chain: {
    readonly links: readonly { readonly sequence: number; readonly hash: string; readonly event: ProofExtract["chain"]["links"][number]["event"] }[];
    readonly head: ProofHead | null;
  };
}

/** A notice: `text` is what a person reads of it, `payload` the exact bytes that left. */
export type ProofNotice = Omit<ExtractedNotice, "previewHash" | "payloadHash" | "payload" | "releaseCopyObjectId"> & {
  readonly textSha256: string;
  readonly payloadSha256: string;
  readonly text: string | null;
  readonly payload: string | null;
};

/** An answer; `text` is `null` where it was left out or could not be opened. */
export type ProofAnswer = Omit<ProofExtract["takedowns"]["answers"][number], "mailHash"> & {
  readonly mailSha256: string | null;
  readonly sealedSha256: string | null;
  readonly shownToHer: boolean;
  readonly leftOut: boolean;
  readonly text: string | null;
};

/** A daily head over all chains of the organisation. */
export interface ProofHead {
  readonly document: string;
  readonly day: string;
  readonly hash: string;
  /** Where it found this chain. */
  readonly sequence: number;
  readonly linkHash: string;
  readonly signatures: readonly { readonly staffId: string; readonly key: string; readonly signature: string }[];
}

/**
 * Puts a proof together, after holding everything against its hash.
 * @throws ProofRefusal where the chain is broken, or a notice is not what its hash says.
 */
export function proofOf(extract: ProofExtract, opened: Opened, { note, withUnshown, by }: ProofChoice): Proof {
  const { chain, takedowns, caseId, packId, instance } = extract;
  verifyChain(chain, caseId, packId, instance, opened.signingKey);
  return {
    v: 1,
    format: "casemanager proof",
    pack: {
      id: packId, caseReference: referenceOf(caseId), caseId, instance, organisation: extract.organisation, madeAt: extract.madeAt, madeBy: by,
      recipient: extract.recipient, note, agreedAt: extract.agreedAt, whole: extract.isWhole,
    },
    requests: takedowns.requests,
    notices: takedowns.notices.map((notice) => noticeOf(notice, opened)),
    answers: takedowns.answers.map(({ mailHash, ...answer }) => {
      const words = opened.answer(answer.objectId);
      const leftOut = words !== null && !words.isShown && !withUnshown;
      return {
        ...answer, mailSha256: hexOf(mailHash), sealedSha256: hexOf(words?.hash ?? null), shownToHer: words?.isShown ?? false, leftOut,
        text: leftOut ? null : (words?.text ?? null),
      };
    }),
    observations: takedowns.observations.map(({ bodyHash, ...seen }) => ({ ...seen, bodySha256: hexOf(bodyHash) })),
    steps: takedowns.steps,
    chain: {
      links: chain.links.map(({ sequence, hash, event }) => ({ sequence, hash: hexOf(hash)!, event })),
      head: chain.head === null ? null : proofHead(chain.head, opened),
    },
  };
}

function noticeOf({ previewHash, payloadHash, payload, releaseCopyObjectId, ...notice }: ExtractedNotice, opened: Opened): ProofNotice {
  if (payload !== null && !isHashOf(payloadHash, fromBase64url(payload) ?? new Uint8Array())) throw new ProofRefusal("payload", notice.noticeId);
  const text = opened.noticeText(releaseCopyObjectId);
  if (text !== null && !isHashOf(previewHash, utf8(text))) throw new ProofRefusal("notice-text", notice.noticeId);
  return { ...notice, textSha256: hexOf(previewHash)!, payloadSha256: hexOf(payloadHash)!, text, payload };
}

function proofHead({ document, sequence, hash, signatures }: NonNullable<ProofExtract["chain"]["head"]>, opened: Opened): ProofHead {
  const named = headOf(fromBase64url(document)!);
  return {
    document, day: named.day, hash: hex(named.hash), sequence, linkHash: hexOf(hash)!,
    signatures: signatures.map(({ staffId, signature }) => ({ staffId, key: base64url(opened.signingKey(staffId)!), signature })),
  };
}

const isHashOf = (hash: string, bytes: Uint8Array): boolean => equal(fromBase64url(hash)!, sha256(bytes));

const hexOf = (hash: string | null): string | null => (hash === null ? null : hex(fromBase64url(hash)!));

/** The bytes of `proof.json`: UTF-8, indented by one space, with a line end at its end. */
export const proofBytes = (proof: Proof): Uint8Array => utf8(`${JSON.stringify(proof, null, 1)}\n`);
