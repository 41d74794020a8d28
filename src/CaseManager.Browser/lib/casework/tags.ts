import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { KeyPair } from "../sealing/index.ts";
import { base64url, utf8 } from "../sealing/index.ts";
import { derive, labelled } from "../sealing/labels.ts";

/** Bytes of a tag. */
const length = 16;

/**
 * Tags of links: equal links of two cases have equal tags, and a tag tells nothing to whoever lacks the team's key of that
 * epoch. Made of the canonical key, so that two ways to write one link have one tag.
 * @returns by tag, in base64url, the key it was made of.
 */
export function tagsOf(keys: readonly string[], epoch: KeyPair): ReadonlyMap<string, string> {
  const index = derive(epoch.seed, "casemanager/1 index");
  return new Map(keys.map((key) => [base64url(hmac(sha256, index, labelled("casemanager/1 tag", utf8(key))).subarray(0, length)), key]));
}
