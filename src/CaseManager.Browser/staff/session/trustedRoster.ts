import { RosterRefusal, verifyRoster } from "../../lib/roster/index.ts";
import type { Roster } from "../../lib/roster/index.ts";
import { base64url, fromBase64url } from "../../lib/sealing/bytes.ts";
import { bytesText, list, object, text } from "../../lib/sealing/shape.ts";
import type { SignedDocument } from "../../lib/sealing/signedDocument.ts";
import { call } from "../page/api.ts";
import { recall, remember } from "./device.ts";
import type { Me } from "./me.ts";

const answerShape = object({ entries: list(object({ bytes: text(20_000), signature: bytesText(64) }), 100_000) });

/**
 * The roster, verified from the root this browser saw first and never older than what it saw last.
 * @returns `null` before the organisation's keys were made.
 * @throws RosterRefusal when the server shows another root, an older list, or one that was tampered with.
 */
export const trustedRoster = async (me: Me): Promise<Roster | null> => (await trustedLog(me))?.roster ?? null;

/** The same with the entries it was verified from. */
export async function trustedLog(me: Me): Promise<{ readonly roster: Roster; readonly log: readonly SignedDocument[] } | null> {
  const pinned = await recall("root");
  if (me.rootKey === null) {
    if (pinned !== undefined) throw new RosterRefusal("rollback");
    return null;
  }
  if (pinned !== undefined && pinned !== me.rootKey) throw new RosterRefusal("root");
  const answer = await call("GET", "/api/staff/roster");
  if (!answerShape(answer)) throw new RosterRefusal("entry");
  const log = answer.entries.map(documentOf);
  const roster = verifyRoster(log, fromBase64url(me.rootKey)!, await recall("head"));
  await remember("root", base64url(roster.rootKey));
  await remember("head", roster.head);
  return { roster, log };
}

function documentOf(entry: { readonly bytes: string; readonly signature: string }): SignedDocument {
  const bytes = fromBase64url(entry.bytes);
  if (bytes === null) throw new RosterRefusal("entry");
  return { bytes, signature: fromBase64url(entry.signature)! };
}
