import { sha256 } from "@noble/hashes/sha2.js";
import { hex, utf8 } from "../sealing/bytes.ts";
import type { Opened, ProofChoice } from "./document.ts";
import { proofBytes, proofOf } from "./document.ts";
import { readExtract } from "./extract.ts";
import type { Pack } from "./manifest.ts";
import { keyMark, packOf } from "./manifest.ts";
import type { Painter } from "./page.ts";
import { pdfOf } from "./pdf.ts";
import type { Say } from "./story.ts";
import { momentText, wordFor } from "./story.ts";

/** What a pack is made with. */
export interface Making {
  /** What the server answered. */
  readonly extract: unknown;
  readonly opened: Opened;
  readonly choice: ProofChoice;
  /** Seed of the caseworker's Ed25519 key. */
  readonly signingSeed: Uint8Array;
  readonly say: Say;
  readonly painter: Painter;
  readonly tell?: (done: number) => Promise<void>;
}

/**
 * Makes a proof pack: everything is checked first, then written as JSON and as PDF, listed, signed and put into one file.
 * @throws ProofRefusal
 */
export async function makePack({ extract, opened, choice, signingSeed, say, painter, tell }: Making): Promise<Pack> {
  const proof = proofOf(readExtract(extract), opened, choice);
  const json = proofBytes(proof);
  const hash = hex(sha256(json));
  const pdf = await pdfOf(proof, hash, say, painter, tell);
  const { pack } = proof;
  const readme = say(
    "Readme", pack.caseReference, pack.organisation, wordFor(say, "Recipient", pack.recipient), momentText(pack.madeAt), hash, keyMark(signingSeed),
  );
  const files = [{ name: "README.txt", bytes: utf8(`${readme.trim()}\n`) }, { name: "proof.json", bytes: json }, { name: "proof.pdf", bytes: pdf }];
  return packOf(proof, files, signingSeed);
}
