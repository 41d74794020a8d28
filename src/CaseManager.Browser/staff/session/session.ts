import type { Roster } from "../../lib/roster/index.ts";
import type { KeyPair } from "../../lib/sealing/keyPair.ts";
import type { StaffKeys } from "../../lib/sealing/staffKeys.ts";
import { staffKeysOf } from "../../lib/sealing/staffKeys.ts";
import { epochKeys } from "./epochKeys.ts";
import type { Me } from "./me.ts";
import { whoAmI } from "./me.ts";
import { opensReports } from "./opensReports.ts";
import { requireRostered } from "./rostered.ts";
import { trustedRoster } from "./trustedRoster.ts";
import { openSeed } from "./unlocked.ts";

/** An unlocked session: everything a page needs to open and to sign. Drop it when the page is left. */
export interface Session {
  readonly me: Me;
  readonly keys: StaffKeys;
  readonly roster: Roster;
  /** The team keys this person can open, by epoch. */
  readonly epochs: ReadonlyMap<number, KeyPair>;
}

/**
 * The unlocked session. Where keys are locked, missing, or not admitted, the person is taken to her keys page and
 * comes back from there; the promise then never resolves.
 * @throws RosterRefusal, StaffKeyRefusal when the server shows what nobody vouches for.
 */
export async function requireUnlocked(): Promise<Session> {
  const session = await currentSession();
  return session ?? toKeysPage();
}

/** The unlocked session, or `null` when it is locked or not admitted. */
export async function currentSession(): Promise<Session | null> {
  const me = await whoAmI();
  const seed = me.keys === "admitted" ? await openSeed(me.id) : null;
  if (seed === null) return null;
  const keys = await staffKeysOf(seed);
  const roster = await trustedRoster(me);
  if (roster === null) return null;
  requireRostered(me.id, keys, roster);
  // Somebody whose roles open no report takes no team key, whoever sealed one to her.
  return { me, keys, roster, epochs: opensReports(me.roles) ? await epochKeys(me.id, keys, roster) : new Map() };
}

/** Where the person wanted to go, when that is a page of ours; else `otherwise`. */
export function wanted(otherwise: string): string {
  const next = new URLSearchParams(location.search).get("next");
  return next !== null && /^\/(?!\/|\\)/.test(next) ? next : otherwise;
}

/** Leaves for the keys page and comes back to this one after unlocking. */
export function toKeysPage(): Promise<never> {
  location.assign(`/keys?next=${encodeURIComponent(location.pathname + location.search)}`);
  return new Promise(() => {});
}
