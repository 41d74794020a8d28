import type { EntryContent, Roster, RosterHead } from "../../lib/roster/index.ts";
import { headAfter, signEntry } from "../../lib/roster/index.ts";
import { base64url } from "../../lib/sealing/bytes.ts";
import type { SignedDocument } from "../../lib/sealing/signedDocument.ts";
import { call } from "../page/api.ts";
import type { Session } from "../session/session.ts";

/** What goes with entries: epoch keys for members, and the intake bundle of a new epoch. */
export interface WithEntries {
  readonly epochWraps: readonly { readonly epoch: number; readonly staffId: string; readonly file: string }[];
  readonly intake: unknown;
}

/** Who signs: a verified roster, and an officer's keys or the root's. */
export interface Signer {
  readonly roster: Roster;
  readonly keys: { readonly signingKey: Uint8Array; readonly signingSeed: Uint8Array };
}

/**
 * Signs entries after the head this session verified, and posts them. Where another officer was faster the server
 * refuses: what was decided may no longer be right, so the page is read again by a person.
 * @throws ApiProblem
 */
export async function extendRoster(session: Session, along: WithEntries, contents: readonly EntryContent[]): Promise<void> {
  await postEntries(signEntries(session, contents), along);
}

/** The signed entries that follow the roster's head. */
export function signEntries({ roster, keys }: Signer, contents: readonly EntryContent[]): SignedDocument[] {
  let head: RosterHead = roster.head;
  return contents.map((content) => {
    const entry = signEntry(content, roster.instance, head, keys);
    head = headAfter(head, entry);
    return entry;
  });
}

/** Posts signed entries with what goes with them. */
export async function postEntries(entries: readonly SignedDocument[], along: WithEntries): Promise<void> {
  await call("POST", "/api/staff/roster", entriesBody(entries, along));
}

/** Entries and what goes with them, as they travel. */
export const entriesBody = (entries: readonly SignedDocument[], { epochWraps, intake }: WithEntries) => ({
  entries: entries.map(({ bytes, signature }) => ({ bytes: base64url(bytes), signature: base64url(signature) })), epochWraps, intake,
});
