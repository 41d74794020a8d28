import { sha256 } from "@noble/hashes/sha2.js";
import type { Author, ChainEnd, StoredObject } from "../sealing/index.ts";
import { authorOf, base64url, FrameRefusal, fromBase64url } from "../sealing/index.ts";
import type { CaseKeysAnswer } from "./turning.ts";

/** Ends as the server says them: a wrong one shows as a missing frame to whoever reads the case next. */
export const endsOf = ({ ends }: Pick<CaseKeysAnswer, "ends">): ChainEnd[] =>
  ends.map(({ author, keyPair, sequence, hash }) => ({ author: knownAuthor(author), keyPair, sequence, hash: fromBase64url(hash)! }));

function knownAuthor(text: string): Author {
  const author = authorOf(text);
  if (author === null) throw new FrameRefusal("author");
  return author;
}

/** The ends of the chains with what was sealed just now behind them. */
export function withLast<E extends { readonly author: string; readonly keyPair: string; readonly sequence: number; readonly hash: string }>(
  ends: readonly E[],
  sealed: readonly StoredObject[],
): E[] {
  return sealed.reduce<E[]>((before, { author, keyPair, sequence, file }) => {
    const end = { author, keyPair, sequence, hash: base64url(sha256(fromBase64url(file)!)) } as E;
    return [...before.filter((other) => other.author !== author || other.keyPair !== keyPair), end];
  }, [...ends]);
}
