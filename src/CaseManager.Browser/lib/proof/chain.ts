import { sha256 } from "@noble/hashes/sha2.js";
import { headHash, readHead } from "../audit/dailyHead.ts";
import { concat, equal, fromBase64url, fromHex, u32, u64, utf8 } from "../sealing/bytes.ts";
import { isSignedBy } from "../sealing/signedDocument.ts";
import type { ProofChain } from "./extract.ts";
import { ProofRefusal } from "./refusal.ts";

/** What makes an event a link of its chain; the same as the server's `AuditHash`. */
export function linkHash(caseId: string, sequence: number, previous: Uint8Array, happened: { readonly at: string; readonly type: string; readonly actor: string; readonly data: string }): Uint8Array {
  const texts = [happened.type, happened.actor, happened.data].map(utf8);
  return sha256(concat(
    utf8("casemanager/1 audit"), fromHex(caseId), u32(sequence), previous, u64(Date.parse(happened.at)), ...texts.flatMap((bytes) => [u32(bytes.length), bytes]),
  ));
}

/**
 * Follows a chain link by link. Of a link whose event is not shown only the hash is there: the next shown event holds it fast.
 * @param packId the pack that the chain must say was made.
 * @throws ProofRefusal naming the first place that does not hold.
 */
export function verifyChain({ links, head }: ProofChain, caseId: string, packId: string, instance: string, keyOf: (staffId: string) => Uint8Array | null): void {
  let previous: Uint8Array = new Uint8Array(32);
  let says = false;
  for (const [at, { sequence, hash, event }] of links.entries()) {
    const place = String(at + 1);
    const bytes = fromBase64url(hash)!;
    if (sequence !== at + 1) throw new ProofRefusal("chain", place);
    if (event !== null && !equal(linkHash(caseId, sequence, previous, event), bytes)) throw new ProofRefusal("chain", place);
    says ||= event !== null && event.type === "ProofPackMade" && event.data.includes(`"packId":"${packId}"`);
    previous = bytes;
  }
  if (!says) throw new ProofRefusal("chain", String(links.length + 1));
  if (head === null) return;
  const document = fromBase64url(head.document) ?? new Uint8Array();
  const named = links[head.sequence - 1];
  if (named === undefined || named.hash !== head.hash) throw new ProofRefusal("head", String(head.sequence));
  if (instanceOf(document) !== instance) throw new ProofRefusal("head");
  for (const { staffId, signature } of head.signatures) {
    const key = keyOf(staffId);
    if (key === null || !isSignedBy("casemanager/1 audit head", { bytes: document, signature: fromBase64url(signature)! }, key)) throw new ProofRefusal("head-signature", staffId);
  }
}

/** The day of a head and its hash, as an auditor reads them out. */
export const headOf = (document: Uint8Array): { readonly day: string; readonly hash: Uint8Array } => ({ day: readHead(document).day, hash: headHash(document) });

function instanceOf(document: Uint8Array): string {
  try {
    return readHead(document).instance;
  } catch {
    return "";
  }
}
