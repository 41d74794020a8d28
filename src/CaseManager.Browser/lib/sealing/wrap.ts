import { open } from "./ageFile.ts";
import type { PreparedSeal } from "./ageFile.ts";
import type { Author } from "./author.ts";
import { staffIdOf } from "./author.ts";
import type { AuthorKey, VerifyKeys } from "./authenticator.ts";
import { verifyAuthenticator } from "./authenticator.ts";
import { concat, equal, u32, u8, utf8 } from "./bytes.ts";
import type { CaseKeyName } from "./caseKey.ts";
import { caseIdOf, survivorMacKey } from "./caseKey.ts";
import { checkClaims, sealFrame } from "./frame.ts";
import { decodeFrame, keyPairOfByte, noHash } from "./frameFormat.ts";
import type { KeyPair } from "./keyPair.ts";
import { keyPairOf, publicKeyLength } from "./keyPair.ts";
import { readerOf } from "./reader.ts";
import { FrameRefusal } from "./refusal.ts";

/** A receipt's public key follows. */
const receiptMark = 1;
/** The server made the first key; only staff's wraps of it say so, those of the server say it by their author. */
const serverMark = 2;

/** Which wrap is meant, as the server's row says. */
export interface WrapPlace {
  readonly instanceId: Uint8Array;
  readonly caseId: Uint8Array;
  readonly keyPair: CaseKeyName;
  readonly generation: number;
  readonly objectId: Uint8Array;
  readonly author: Author;
}

/** A case's key pair taken out of a wrap and proven to be the case's. */
export interface OpenedWrap {
  readonly keyPair: CaseKeyName;
  readonly generation: number;
  readonly key: KeyPair;
  /** Her receipt's public key, 1,216 bytes; `null` for `N` and where she has no receipt. */
  readonly receiptPublicKey: Uint8Array | null;
  /** The key of her authenticators; `null` unless this is `C`, generation 0. */
  readonly survivorMac: Uint8Array | null;
  readonly addedBySystem: boolean;
}

/**
 * Seals a case's seed to ONE recipient: an epoch, the recovery key, her receipt or a staff member.
 * @param receiptPublicKey of her receipt for `C`; `null` for `N` or where she has none.
 * @param madeByServer whether the first key was the server's, so that a wrap which staff put in the place of the
 * server's says it on; only for `C`, generation 0.
 */
export function sealWrap(
  place: WrapPlace,
  seed: Uint8Array,
  receiptPublicKey: Uint8Array | null,
  key: AuthorKey,
  to: PreparedSeal | string,
  madeByServer = false,
): Promise<Uint8Array> {
  if (place.keyPair === "N" && receiptPublicKey !== null) throw new FrameRefusal("body");
  const marks = madeByServer ? serverMark : 0;
  const receipt = receiptPublicKey === null ? u8(marks) : concat(u8(marks | receiptMark), receiptPublicKey);
  const body = concat(utf8(place.keyPair), u32(place.generation), seed, receipt);
  return sealFrame(headerOf(place), body, key, typeof to === "string" ? [to] : to);
}

/**
 * Opens a wrap. `C`, generation 0, must hash to the case id; every other key needs `announcedPublicKey`, from an
 * announcement that was verified, and must be that key.
 * @returns `null` when the wrap is not for this identity.
 * @throws DamagedFile, FrameRefusal
 */
export async function openWrap(
  file: Uint8Array,
  identity: string,
  place: WrapPlace,
  keys: VerifyKeys,
  announcedPublicKey?: Uint8Array,
): Promise<OpenedWrap | null> {
  const plaintext = await open(file, identity);
  if (plaintext === null) return null;
  const frame = decodeFrame(plaintext);
  checkClaims(frame, headerOf(place));
  const body = readBody(frame.body);
  const first = place.keyPair === "C" && place.generation === 0;
  const marked = body.madeByServer && (!first || staffIdOf(place.author) === null);
  if (body.keyPair !== place.keyPair || body.generation !== place.generation || marked) throw new FrameRefusal("body");
  const key = await keyPairOf(body.seed);
  if (first) {
    if (!equal(caseIdOf(place.instanceId, key.publicKey), place.caseId)) throw new FrameRefusal("case");
  } else if (announcedPublicKey === undefined || !equal(announcedPublicKey, key.publicKey)) {
    throw new FrameRefusal("not-announced");
  }
  const survivorMac = first ? survivorMacKey(body.seed, place.caseId) : null;
  verifyAuthenticator(frame, survivorMac === null ? keys : { ...keys, survivorMac });
  return {
    keyPair: body.keyPair,
    generation: body.generation,
    key,
    receiptPublicKey: body.receiptPublicKey,
    survivorMac,
    addedBySystem: place.author === "server" || body.madeByServer,
  };
}

const headerOf = (place: WrapPlace) =>
  ({ ...place, kind: "wrap", sequence: 0, previous: noHash(), heads: [], schemaHash: noHash() }) as const;

function readBody(bytes: Uint8Array) {
  const reader = readerOf(bytes);
  const keyPair = keyPairOfByte(reader.integer(1) ?? 0);
  const generation = reader.integer(4);
  const seed = reader.take(32);
  const marks = reader.integer(1);
  const present = marks !== null && (marks & receiptMark) !== 0;
  const receiptPublicKey = present ? reader.take(publicKeyLength) : null;
  const wrong =
    keyPair === null || generation === null || seed === null || marks === null || marks > (receiptMark | serverMark) ||
    (present && (receiptPublicKey === null || keyPair === "N")) || reader.position() !== bytes.length;
  if (wrong) throw new FrameRefusal("body");
  return { keyPair, generation, seed, receiptPublicKey, madeByServer: (marks & serverMark) !== 0 };
}
