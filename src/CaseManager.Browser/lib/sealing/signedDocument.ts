import { ed25519 } from "@noble/curves/ed25519.js";
import { verifies } from "./authenticator.ts";
import { utf8, utf8Text } from "./bytes.ts";
import { labelled } from "./labels.ts";

/** What a signature on a JSON document begins with; one label per use, so no signature serves another. */
export type DocumentLabel =
  | "casemanager/1 roster"
  | "casemanager/1 intake"
  | "casemanager/1 epoch key"
  | "casemanager/1 unlock method"
  | "casemanager/1 unlock change"
  | "casemanager/1 release"
  | "casemanager/1 audit head"
  | "casemanager/1 proof pack";

/** A JSON document as its exact bytes, stored and sent verbatim, with an Ed25519 signature over label and bytes. */
export interface SignedDocument {
  readonly bytes: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** Writes and signs a document. */
export function signDocument(label: DocumentLabel, value: object, signingSeed: Uint8Array): SignedDocument {
  const bytes = utf8(JSON.stringify(value));
  return { bytes, signature: ed25519.sign(labelled(label, bytes), signingSeed) };
}

/** Signs bytes that somebody else wrote. */
export const signBytes = (label: DocumentLabel, bytes: Uint8Array, signingSeed: Uint8Array): Uint8Array =>
  ed25519.sign(labelled(label, bytes), signingSeed);

/** Whether that key signed the document for that use. */
export const isSignedBy = (label: DocumentLabel, document: SignedDocument, publicKey: Uint8Array): boolean =>
  verifies(document.signature, labelled(label, document.bytes), publicKey);

/** The JSON value of a document's bytes; `undefined` when they are none. Says nothing about who signed it. */
export function valueOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8Text(bytes));
  } catch {
    return undefined;
  }
}
