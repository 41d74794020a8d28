import { base64url, equal, fromBase64url } from "../sealing/bytes.ts";
import { labelledHash } from "../sealing/labels.ts";
import type { ShapeOf } from "../sealing/shape.ts";
import { bytesText, count, id, instant, matching, object, oneOf } from "../sealing/shape.ts";
import { valueOf } from "../sealing/signedDocument.ts";
import type { ListFault } from "./headList.ts";
import { entryLength, firstLost, isList, listHash } from "./headList.ts";

const shape = object({
  v: oneOf(1), instance: id, day: matching(/^\d{4}-\d{2}-\d{2}$/), previous: bytesText(32), chains: count(0x7fffffff), list: bytesText(32), at: instant,
});

/** One head over all audit chains, taken once a day. */
export type DailyHead = ShapeOf<typeof shape>;

/** The head that this browser countersigned last, with the list it covered. */
export interface SignedHead {
  readonly instance: string;
  readonly day: string;
  readonly hash: Uint8Array;
  readonly list: Uint8Array;
}

/** What a server shows that asks for a countersignature. */
export interface OfferedHeads {
  /** Documents, oldest first: from the day that was countersigned last, or the newest alone. */
  readonly heads: readonly Uint8Array[];
  /** The list of the newest. */
  readonly list: Uint8Array;
}

/** Why a head is not countersigned; `details` fill the text: days, or the chain and its events. */
export class HeadRefusal extends Error {
  override readonly name = "HeadRefusal";
  readonly code: "shape" | "instance" | "list" | "link" | "fork" | "rollback" | ListFault["code"];
  readonly day: string;
  readonly fault: ListFault | null;
  constructor(code: HeadRefusal["code"], day: string, fault: ListFault | null = null) {
    super(`${code} ${day}`);
    this.code = code;
    this.day = day;
    this.fault = fault;
  }
}

/** What the next head names, and what is compared. */
export const headHash = (bytes: Uint8Array): Uint8Array => labelledHash("casemanager/1 audit head hash", bytes);

/** Reads a head. @throws HeadRefusal */
export function readHead(bytes: Uint8Array): DailyHead {
  const head = valueOf(bytes);
  if (!shape(head)) throw new HeadRefusal("shape", "");
  return head;
}

/**
 * Holds what a server shows against what this browser countersigned last: every head in between follows from the one before,
 * the newest names exactly this list, and the list has everything that the last one had.
 * @param signed `null` where this browser has countersigned none.
 * @returns the newest head, to be remembered once it is countersigned.
 * @throws HeadRefusal
 */
export function verifyHeads(offered: OfferedHeads, instance: string, signed: SignedHead | null): SignedHead & { readonly bytes: Uint8Array } {
  const bytes = offered.heads.at(-1);
  if (bytes === undefined) throw new HeadRefusal("rollback", signed?.day ?? "");
  const newest = readHead(bytes);
  if (signed !== null) requireContinued(offered.heads, signed);
  if (newest.instance !== instance || (signed !== null && signed.instance !== instance)) throw new HeadRefusal("instance", newest.day);
  const { list } = offered;
  if (!isList(list) || list.length !== newest.chains * entryLength || base64url(listHash(list)) !== newest.list) {
    throw new HeadRefusal("list", newest.day);
  }
  const lost = signed === null ? null : firstLost(signed.list, list);
  if (lost !== null) throw new HeadRefusal(lost.code, newest.day, lost);
  return { instance, day: newest.day, hash: headHash(bytes), list, bytes };
}

/** The first document is the one that was countersigned, and each names the one before it. */
function requireContinued(documents: readonly Uint8Array[], signed: SignedHead): void {
  const first = readHead(documents[0]!);
  if (first.day !== signed.day) throw new HeadRefusal("rollback", signed.day);
  if (!equal(headHash(documents[0]!), signed.hash)) throw new HeadRefusal("fork", signed.day);
  for (let i = 1; i < documents.length; i++) {
    const [before, head] = [readHead(documents[i - 1]!), readHead(documents[i]!)];
    if (head.day <= before.day || !equal(fromBase64url(head.previous)!, headHash(documents[i - 1]!))) throw new HeadRefusal("link", head.day);
  }
}
