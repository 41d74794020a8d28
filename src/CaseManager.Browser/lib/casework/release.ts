import { sha256 } from "@noble/hashes/sha2.js";
import { normalizeLink, seededDirectory } from "../links/index.ts";
import type { Body } from "../sealing/index.ts";
import { base64url, utf8 } from "../sealing/index.ts";
import { signDocument } from "../sealing/staff.ts";
import type { Caseworker } from "./caseworker.ts";
import type { NextObject } from "./sealNext.ts";
import { nextObject } from "./sealNext.ts";

/** A notice exactly as the server would send it. */
export interface Preview {
  readonly noticeId: string;
  readonly route: string;
  readonly recipient: string;
  readonly recipientName: string;
  readonly text: string;
  /** SHA-256 of the text, base64url. */
  readonly hash: string;
}

/** A link as a release names it. */
export interface ReleasedLink {
  readonly key: string;
  readonly url: string;
}

/** What a caseworker decided to release. */
export interface ReleaseChoice {
  readonly caseId: string;
  readonly regime: string;
  readonly language: string;
  /** Reference of the authority to act that was looked at. */
  readonly authority: string | null;
  /** She vouches that the person depicted made the pictures herself; only where the law protects a work. */
  readonly isOwnWork: boolean;
  /** The law the program proposed. */
  readonly proposed: string | null;
  /** The notice these follow as the next step of its requests; none for first ones. */
  readonly follows?: string | null;
  readonly links: readonly ReleasedLink[];
  readonly previews: readonly Preview[];
  readonly at: string;
}

/** What is posted to release, apart from the sealed copies. */
export interface SignedRelease {
  readonly statement: string;
  readonly signature: string;
}

/** Signs that these links may leave, word for word as previewed, that she was an adult when it was taken, and, where the law asks, that it is hers. */
export function signRelease(choice: ReleaseChoice, me: Caseworker): SignedRelease {
  const { caseId, at, regime, language, authority, isOwnWork, proposed, follows = null, links, previews } = choice;
  const statement = {
    v: 3, instance: me.roster.instance, caseId, by: me.staffId, at, regime, language, authority, proposed,
    links: links.map(({ key, url }) => ({ key, url })),
    notices: previews.map(({ noticeId, route, hash }) => ({ noticeId, route, previewHash: hash })),
    consent: "send-links", adultAtCapture: "confirmed", ownWork: isOwnWork ? "confirmed" : null, follows,
  };
  const { bytes, signature } = signDocument("casemanager/1 release", statement, me.keys.signingSeed);
  return { statement: base64url(bytes), signature: base64url(signature) };
}

/** Her copies: one for each notice, in the order of the statement. */
export const releaseCopies = ({ links, previews, at }: ReleaseChoice): NextObject[] =>
  previews.map(({ noticeId, route, recipientName, hash, text }) => {
    const body: Body<"release-copy"> = {
      v: 1, noticeId, route, recipient: recipientName, previewHash: hash, text, links: links.map(({ key, url }) => ({ key, url })), at,
    };
    return nextObject("release-copy", body);
  });

/**
 * Whether the links that the server would have signed are those that were chosen: a statement names them, and nobody
 * reads that part of it.
 * @param chosen addresses as this browser wrote them.
 */
export const areChosen = (links: readonly ReleasedLink[], chosen: readonly string[]): boolean =>
  links.length === new Set(chosen).size &&
  new Set(links.map(({ url }) => url)).size === links.length &&
  links.every(({ key, url }) => chosen.includes(url) && normalizeLink(url, seededDirectory).key === key);

/** Whether a preview's text is the one its hash names: what is shown is what will be signed. */
export const isExact = ({ text, hash }: Preview): boolean => base64url(sha256(utf8(text))) === hash;
