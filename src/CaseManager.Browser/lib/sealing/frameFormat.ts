import type { Author } from "./author.ts";
import { authorOf } from "./author.ts";
import { compare, concat, equal, u16, u32, u8, utf8 } from "./bytes.ts";
import type { CaseKeyName } from "./caseKey.ts";
import type { Kind } from "./kinds.ts";
import { kindUnder, mayWrite } from "./kinds.ts";
import { paddedLength } from "./padding.ts";
import { readerOf } from "./reader.ts";
import type { Reader } from "./reader.ts";
import { FrameRefusal } from "./refusal.ts";

/** The last frame an author's reader had seen of another author, under the same key pair. */
export interface Head {
  readonly author: Author;
  readonly sequence: number;
  /** SHA-256 of the stored age file, 32 bytes. */
  readonly hash: Uint8Array;
}

/** What a frame says of itself. */
export interface FrameHeader {
  readonly instanceId: Uint8Array;
  readonly caseId: Uint8Array;
  readonly keyPair: CaseKeyName;
  readonly generation: number;
  readonly objectId: Uint8Array;
  readonly kind: Kind;
  readonly author: Author;
  /** From 1 within author and key pair; 0 for a wrap, which stands outside the chain. */
  readonly sequence: number;
  /** SHA-256 of the author's stored age file before this one; 32 zero bytes where there is none. */
  readonly previous: Uint8Array;
  readonly heads: readonly Head[];
  /** SHA-256 of the form's schema; 32 zero bytes where the body has none. */
  readonly schemaHash: Uint8Array;
}

/** A frame taken apart, not yet verified. */
export interface DecodedFrame {
  readonly header: FrameHeader;
  readonly body: Uint8Array;
  /** What the authenticator covers, without its label. */
  readonly covered: Uint8Array;
  readonly authenticator: Uint8Array;
}

const magic = utf8("CMF1");
const version = 1;
const none = new Uint8Array(32);

/** 32 zero bytes: no frame before, no schema. */
export const noHash = (): Uint8Array => none.slice();

/** The authenticator each author must use: its type and its length. */
export function authenticatorOf(author: Author): { readonly type: 0 | 1 | 2; readonly length: number } {
  if (author === "survivor") return { type: 2, length: 32 };
  return author === "server" ? { type: 0, length: 0 } : { type: 1, length: 64 };
}

/** The bytes of a frame up to its authenticator: header, body, zeros. Throws FrameRefusal where a rule is broken. */
export function encodeFrame(header: FrameHeader, body: Uint8Array): Uint8Array {
  const heads = [...header.heads].sort((a, b) => compare(utf8(a.author), utf8(b.author)));
  checkRules({ ...header, heads });
  const content = concat(
    magic, u8(version), fixed(header.instanceId, 16), fixed(header.caseId, 16), utf8(header.keyPair),
    u32(header.generation), fixed(header.objectId, 16), shortText(header.kind), shortText(header.author),
    u32(header.sequence), fixed(header.previous, 32), u16(heads.length),
    ...heads.flatMap((head) => [shortText(head.author), u32(head.sequence), fixed(head.hash, 32)]),
    fixed(header.schemaHash, 32), u32(body.length), body,
  );
  const after = 1 + authenticatorOf(header.author).length;
  return concat(content, new Uint8Array(paddedLength(content.length + after) - content.length - after));
}

/** Takes a frame apart. Throws FrameRefusal unless it is the one canonical spelling. */
export function decodeFrame(frame: Uint8Array): DecodedFrame {
  const reader = readerOf(frame);
  const need = <T>(value: T | null): T => value ?? refuse("not-a-frame");
  if (!equal(need(reader.take(4)), magic)) refuse("not-a-frame");
  if (need(reader.integer(1)) !== version) refuse("unknown-version");
  const instanceId = need(reader.take(16));
  const caseId = need(reader.take(16));
  const keyPair = keyPairOfByte(need(reader.integer(1))) ?? refuse("key-pair");
  const generation = need(reader.integer(4));
  const objectId = need(reader.take(16));
  const kind = kindUnder(keyPair, need(reader.shortText())) ?? refuse("unknown-kind");
  const author = authorOf(need(reader.shortText())) ?? refuse("author");
  const sequence = need(reader.integer(4));
  const previous = need(reader.take(32));
  const heads = Array.from({ length: need(reader.integer(2)) }, () => need(readHead(reader)));
  const schemaHash = need(reader.take(32));
  const body = reader.take(need(reader.integer(4))) ?? refuse("length");
  const header: FrameHeader = {
    instanceId, caseId, keyPair, generation, objectId, kind, author, sequence, previous, heads, schemaHash,
  };
  checkRules(header);
  return { header, body, ...readEnd(frame, reader.position(), author) };
}

/** The key pair behind its byte; `null` when it is neither. */
export const keyPairOfByte = (byte: number): CaseKeyName | null => (byte === 0x43 ? "C" : byte === 0x4e ? "N" : null);

function readHead(reader: Reader): Head | null {
  const author = authorOf(reader.shortText() ?? "");
  const sequence = reader.integer(4);
  const hash = reader.take(32);
  return author === null || sequence === null || hash === null ? null : { author, sequence, hash };
}

/** The author decides the authenticator, the authenticator decides where the padding must end. */
function readEnd(frame: Uint8Array, contentEnd: number, author: Author): Pick<DecodedFrame, "covered" | "authenticator"> {
  const { type, length } = authenticatorOf(author);
  if (frame.length !== paddedLength(contentEnd + 1 + length)) refuse("length");
  const typeAt = frame.length - length - 1;
  if (frame.subarray(contentEnd, typeAt).some((byte) => byte !== 0)) refuse("padding");
  if (frame[typeAt] !== type) refuse("authenticator");
  return { covered: frame.slice(0, typeAt), authenticator: frame.slice(typeAt + 1) };
}

function checkRules(header: FrameHeader): void {
  const { author, keyPair, generation, kind, sequence, previous, heads } = header;
  if (kindUnder(keyPair, kind) === null) refuse("unknown-kind");
  if (!mayWrite(author, keyPair, generation, kind)) refuse("author-may-not");
  const first = kind === "wrap" ? 0 : 1;
  if (kind === "wrap" ? sequence !== 0 : sequence < 1) refuse("sequence");
  if ((sequence === first) !== equal(previous, none)) refuse("previous");
  if (kind === "wrap" && heads.length > 0) refuse("heads");
  for (const [i, head] of heads.entries()) {
    const before = heads[i - 1];
    if (head.author === author || head.sequence < 1) refuse("heads");
    if (before !== undefined && compare(utf8(before.author), utf8(head.author)) >= 0) refuse("heads");
  }
}

function fixed(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new RangeError(`needs ${length} bytes`);
  return bytes;
}

const shortText = (text: string): Uint8Array => concat(u8(text.length), utf8(text));

function refuse(code: ConstructorParameters<typeof FrameRefusal>[0]): never {
  throw new FrameRefusal(code);
}
