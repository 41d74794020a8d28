import type { SignedDocument } from "../sealing/signedDocument.ts";
import type { Entry } from "./entry.ts";
import { readEntry } from "./entry.ts";
import type { Roster } from "./roster.ts";

/** What happened to an organisation's people and keys, and who signed it. */
export interface RosterEvent {
  /** Place in the log, from 0. */
  readonly seq: number;
  /** When its author says it was signed. */
  readonly at: string;
  /** Name of whoever signed, `null` for the root. */
  readonly by: string | null;
  readonly what:
    | { readonly kind: "begun" | "recovery" }
    | { readonly kind: "admitted" | "officer" | "changed" | "left"; readonly alias: string; readonly user: string }
    | { readonly kind: "epoch"; readonly number: number };
}

/** The log of a verified roster as events, oldest first. */
export function historyOf(log: readonly SignedDocument[], roster: Roster): RosterEvent[] {
  const known = new Map<string, Entry & { type: "member" }>();
  return log.map((document) => {
    const entry = readEntry(document)!;
    const signer = [...known.values()].find(({ signingKey }) => signingKey === entry.by);
    const event = { seq: entry.seq, at: entry.at, by: signer?.alias ?? null, what: whatOf(entry, known, roster) };
    if (entry.type === "member") known.set(entry.user, entry);
    return event;
  });
}

function whatOf(entry: Entry, known: ReadonlyMap<string, Entry & { type: "member" }>, roster: Roster): RosterEvent["what"] {
  switch (entry.type) {
    case "genesis":
      return { kind: "begun" };
    case "recovery":
      return { kind: "recovery" };
    case "epoch":
      return { kind: "epoch", number: entry.number };
    case "revoked":
      return { kind: "left", alias: roster.members.get(entry.user)!.alias, user: entry.user };
    case "member": {
      const before = known.get(entry.user);
      const becameOfficer = entry.officer && before?.officer !== true;
      return { kind: becameOfficer ? "officer" : before === undefined ? "admitted" : "changed", alias: entry.alias, user: entry.user };
    }
  }
}
