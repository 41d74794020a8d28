import type { Roster } from "../roster/index.ts";
import { signingKeyIn } from "../roster/index.ts";
import type { KeyPair, VerifyKeys } from "../sealing/index.ts";
import { fromHex } from "../sealing/index.ts";
import type { StaffKeys } from "../sealing/staff.ts";

/** A staff member whose keys are unlocked, and the roster as it was verified. */
export interface Caseworker {
  /** 32 hex digits. */
  readonly staffId: string;
  readonly keys: StaffKeys;
  /** Team keys she can open, by the number of their epoch. */
  readonly epochs: ReadonlyMap<number, KeyPair>;
  readonly roster: Roster;
  /** Recovery's identity while two holders of words have it open in her browser. */
  readonly recovery?: string | undefined;
}

/** The instance her roster belongs to. */
export const instanceOf = (me: Caseworker): Uint8Array => fromHex(me.roster.instance);

/** How she verifies what colleagues signed. */
export const verifyKeysOf = (me: Caseworker): VerifyKeys => ({ staffKey: signingKeyIn(me.roster) });

/** The identity that opens a wrap for this recipient; `null` when it is not for her. */
export function identityFor(recipient: string | undefined, me: Caseworker): string | null {
  if (recipient === "recovery") return me.recovery ?? null;
  if (recipient === `staff:${me.staffId}`) return me.keys.sealing.identity;
  const epoch = /^epoch:([1-9]\d{0,8})$/.exec(recipient ?? "");
  return epoch === null ? null : (me.epochs.get(Number(epoch[1]))?.identity ?? null);
}
