import type { Roster } from "../../lib/roster/index.ts";
import { equal } from "../../lib/sealing/bytes.ts";
import type { StaffKeys } from "../../lib/sealing/staffKeys.ts";
import { StaffKeyRefusal } from "../../lib/sealing/staffKeys.ts";

/**
 * Holds one's own keys against the roster. Both: with another sealing key in the roster, what colleagues seal to this
 * person would open for somebody else.
 * @throws StaffKeyRefusal
 */
export function requireRostered(user: string, keys: StaffKeys, roster: Roster): void {
  const rostered = roster.members.get(user);
  if (rostered === undefined || !equal(rostered.signingKey, keys.signingKey) || !equal(rostered.publicKey, keys.sealing.publicKey)) {
    throw new StaffKeyRefusal("not-rostered");
  }
}
