import { DamagedFile, open, utf8 } from "../sealing/index.ts";
import { concat, equal, fromHex } from "../sealing/bytes.ts";
import { paddedLength } from "../sealing/padding.ts";
import type { ShapeOf } from "../sealing/shape.ts";
import { instant, object, oneOf, text } from "../sealing/shape.ts";
import { valueOf } from "../sealing/signedDocument.ts";
import type { Caseworker } from "./caseworker.ts";
import { identityFor } from "./caseworker.ts";

const shape = object({ v: oneOf(1), from: text(2000), subject: text(100_000), text: text(300_000), receivedAt: instant });

/** A mail that belongs to no case yet. Nothing vouches for it: anybody can write to the team's key. */
export type TeamMail = ShapeOf<typeof shape>;

const label = utf8("casemanager/1 team mail\n");

/**
 * Opens a mail that was sealed to the team.
 * @param messageId 32 hex digits: the words of one mail cannot be shown as another's.
 * @returns `null` where it is sealed to an epoch she has no key of.
 * @throws DamagedFile
 */
export async function openTeamMail(messageId: string, epoch: number, file: Uint8Array, me: Caseworker): Promise<TeamMail | null> {
  const identity = identityFor(`epoch:${epoch}`, me);
  if (identity === null) return null;
  const plaintext = await open(file, identity);
  if (plaintext === null) throw new DamagedFile("content");
  const start = concat(label, fromHex(messageId));
  const from = start.length + 4;
  if (plaintext.length < from || !equal(plaintext.slice(0, start.length), start)) throw new DamagedFile("content");
  const length = new DataView(plaintext.buffer, plaintext.byteOffset).getUint32(start.length);
  if (paddedLength(from + length) !== plaintext.length) throw new DamagedFile("size");
  const mail = valueOf(plaintext.slice(from, from + length));
  if (!shape(mail)) throw new DamagedFile("content");
  return mail;
}

/** A mail as the text of an answer: who wrote and about what, an empty line, the words. */
export const mailWords = ({ from, subject, text: words }: TeamMail): string => {
  const whole = `From: ${from.slice(0, 500)}\nSubject: ${subject.slice(0, 500)}\n\n${words}`;
  return fits(whole) ? whole : `${cut(whole)}\n[…]`;
};

const longestBytes = 50_000;
const fits = (words: string): boolean => words.length <= 59_000 && utf8(words).length <= longestBytes;

function cut(words: string): string {
  let length = Math.min(words.length, 59_000);
  while (utf8(words.slice(0, length)).length > longestBytes) length = Math.floor(length * 0.9);
  // Half of a character outside the basic plane would not be text.
  return words.slice(0, /[\uD800-\uDBFF]/.test(words[length - 1] ?? "") ? length - 1 : length);
}
