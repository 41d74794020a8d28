import { call } from "../page/api.ts";
import type { Session } from "../session/session.ts";
import { entriesBody } from "./extendRoster.ts";
import { makeEpoch } from "./newEpoch.ts";

/**
 * Somebody leaves, step one: ends a membership and turns the team's key in one post. Reports from now on are sealed to
 * a key that person never had; the cases follow (`turnCases`). What she has opened before cannot be unseen.
 */
export async function endMembership(session: Session, user: string, openers: readonly string[]): Promise<void> {
  const at = new Date().toISOString();
  const { entries, along } = await makeEpoch(session, openers, at, [{ type: "revoked", at, user }]);
  await call("POST", "/api/staff/roster/ended", { user, ...entriesBody(entries, along) });
}
