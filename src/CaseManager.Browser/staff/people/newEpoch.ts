import type { EntryContent } from "../../lib/roster/index.ts";
import { currentEpoch, currentMembers, extended, sealEpochKey, signIntakeBundle } from "../../lib/roster/index.ts";
import { base64url } from "../../lib/sealing/bytes.ts";
import { keyPairOf } from "../../lib/sealing/keyPair.ts";
import type { SignedDocument } from "../../lib/sealing/signedDocument.ts";
import { doubtful } from "../session/clock.ts";
import type { Session } from "../session/session.ts";
import type { Signer, WithEntries } from "./extendRoster.ts";
import { postEntries, signEntries } from "./extendRoster.ts";

/** How long reports are sealed to one team key. */
const epochDays = 30;

/**
 * Whether the team's key has served for long enough. One that is dated ahead was signed under a clock that was wrong, and
 * would serve for as long as that clock was ahead.
 * @param skew how far this device's clock is from the server's: in doubt nothing is turned because of a date.
 */
export function epochIsOver({ roster }: Pick<Session, "roster">, now: Date, skew: number): boolean {
  const epoch = currentEpoch(roster);
  if (epoch === null || skew >= doubtful) return false;
  const age = now.getTime() - Date.parse(epoch.from);
  return age >= epochDays * 86_400_000 || age <= -doubtful;
}

/**
 * Signs a new team key behind other entries, and seals it to everybody who opens reports from then on.
 * @param openers ids of accounts whose roles open reports; whoever the roster does not name gets nothing.
 */
export async function makeEpoch(
  signer: Signer,
  openers: readonly string[],
  at: string,
  before: readonly EntryContent[] = [],
): Promise<{ readonly entries: readonly SignedDocument[]; readonly along: WithEntries }> {
  const { roster, keys } = signer;
  const epoch = await keyPairOf();
  const number = (currentEpoch(roster)?.number ?? 0) + 1;
  const entries = signEntries(signer, [...before, { type: "epoch", at, number, publicKey: base64url(epoch.publicKey), from: at }]);
  const after = extended(roster, entries);
  const grant = { instance: roster.instance, epoch: number, seed: epoch.seed, at };
  const epochWraps = await Promise.all(
    currentMembers(after)
      .filter((member) => openers.includes(member.user))
      .map(async (member) => ({ epoch: number, staffId: member.user, file: base64url(await sealEpochKey(grant, member, keys)) })),
  );
  return { entries, along: { epochWraps, intake: signIntakeBundle(after, at, keys) } };
}

/** Turns the team's key. Throws ApiProblem; `roster-sequence` where another officer was faster. */
export async function turnEpoch(session: Session, openers: readonly string[], now: Date): Promise<void> {
  const { entries, along } = await makeEpoch(session, openers, now.toISOString());
  await postEntries(entries, along);
}
