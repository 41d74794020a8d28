import { open, prepareSeal, sealPrepared } from "./ageFile.ts";
import type { PreparedSeal } from "./ageFile.ts";
import type { AuthorKey, VerifyKeys } from "./authenticator.ts";
import { authenticate, verifyAuthenticator } from "./authenticator.ts";
import { equal } from "./bytes.ts";
import type { DecodedFrame, FrameHeader } from "./frameFormat.ts";
import { authenticatorOf, decodeFrame, encodeFrame } from "./frameFormat.ts";
import type { FrameFault } from "./refusal.ts";
import { FrameRefusal } from "./refusal.ts";

/** Where the server says an object stands. `kind` is left out only where any kind will do. */
export interface Expected
  extends Pick<FrameHeader, "instanceId" | "caseId" | "keyPair" | "generation" | "objectId" | "author" | "sequence" | "previous"> {
  readonly kind?: FrameHeader["kind"];
}

/** A verified frame. */
export interface OpenedFrame {
  readonly header: FrameHeader;
  readonly body: Uint8Array;
  /** Whether the server wrote it: then nothing vouches for it, and the page says "added by the system". */
  readonly addedBySystem: boolean;
}

/**
 * Seals a frame to recipients, or under a wrap made ahead with `prepareSeal`.
 * @returns the age file to store; its SHA-256 is what the author's next frame names as previous.
 */
export async function sealFrame(
  header: FrameHeader,
  body: Uint8Array,
  key: AuthorKey,
  to: PreparedSeal | readonly string[],
): Promise<Uint8Array> {
  const keyType = "signingSeed" in key ? 1 : "survivorMac" in key ? 2 : 0;
  if (keyType !== authenticatorOf(header.author).type) throw new FrameRefusal("author");
  const frame = authenticate(encodeFrame(header, body), key);
  return sealPrepared("header" in to ? to : await prepareSeal(to), frame);
}

/**
 * Opens a stored object and holds it against everything the server says about it.
 * @returns the frame, or `null` when the file is not for this key.
 * @throws DamagedFile when the file is broken; FrameRefusal when any claim differs or the author is not proven.
 */
export async function openFrame(
  file: Uint8Array,
  identity: string,
  expected: Expected,
  keys: VerifyKeys,
): Promise<OpenedFrame | null> {
  const plaintext = await open(file, identity);
  if (plaintext === null) return null;
  const frame = decodeFrame(plaintext);
  checkClaims(frame, expected);
  verifyAuthenticator(frame, keys);
  return { header: frame.header, body: frame.body, addedBySystem: frame.header.author === "server" };
}

/** Throws FrameRefusal at the first place where the header differs from what the server says. */
export function checkClaims({ header }: DecodedFrame, expected: Expected): void {
  const checks: readonly (readonly [FrameFault, boolean])[] = [
    ["instance", equal(header.instanceId, expected.instanceId)],
    ["case", equal(header.caseId, expected.caseId)],
    ["key-pair", header.keyPair === expected.keyPair],
    ["generation", header.generation === expected.generation],
    ["object", equal(header.objectId, expected.objectId)],
    ["kind", expected.kind === undefined || header.kind === expected.kind],
    ["author", header.author === expected.author],
    ["sequence", header.sequence === expected.sequence],
    ["previous", equal(header.previous, expected.previous)],
  ];
  for (const [fault, holds] of checks) if (!holds) throw new FrameRefusal(fault);
}
