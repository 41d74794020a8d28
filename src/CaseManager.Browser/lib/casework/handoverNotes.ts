import type { Entry } from "./entry.ts";
import { entriesOf } from "./entry.ts";

/** What a colleague wrote for those she gave a case to. */
export interface HandoverNote {
  readonly objectId: string;
  readonly author: Entry["author"];
  readonly receivedAt: string;
  readonly staff: readonly string[];
  readonly text: string;
}

/** The handover notes of a case, oldest first; a handover without words is none. */
export const handoverNotes = (entries: readonly Entry[]): HandoverNote[] =>
  entriesOf(entries, "handover").flatMap(({ objectId, author, receivedAt, body }) =>
    "note" in body && body.note !== "" ? [{ objectId, author, receivedAt, staff: body.staff, text: body.note }] : []);

/**
 * Those that were written for somebody and that she did not mark as read.
 * @param readAt when the newest was stored that she has read; `null` where none is.
 */
export const unreadNotes = (entries: readonly Entry[], staffId: string, readAt: string | null): HandoverNote[] =>
  handoverNotes(entries).filter(({ author, staff, receivedAt }) =>
    author !== `staff:${staffId}` && staff.includes(staffId) && (readAt === null || Date.parse(receivedAt) > Date.parse(readAt)));
