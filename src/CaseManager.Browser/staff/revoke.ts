import { currentMembers, extended, sealEpochKey, signIntakeBundle } from "../lib/roster/index.ts";
import { base64url } from "../lib/sealing/bytes.ts";
import { keyPairOf } from "../lib/sealing/keyPair.ts";
import { postEntries, signEntries } from "./extendRoster.ts";
import { opensReports } from "./opensReports.ts";
import type { Session } from "./session.ts";

/**
 * Ends a membership and turns the epoch in one post: reports from now on are sealed to a key that person never had.
 * What she has opened before cannot be unseen.
 * @param roles of the accounts, by user.
 */
export async function revoke(session: Session, user: string, roles: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const at = new Date().toISOString();
  const { roster, keys } = session;
  const epoch = await keyPairOf();
  const number = (roster.epochs.at(-1)?.number ?? 0) + 1;
  const entries = signEntries(session, [
    { type: "revoked", at, user },
    { type: "epoch", at, number, publicKey: base64url(epoch.publicKey), from: at },
  ]);
  const after = extended(roster, entries);
  const grant = { instance: roster.instance, epoch: number, seed: epoch.seed, at };
  const epochWraps = await Promise.all(
    currentMembers(after)
      .filter((member) => opensReports(roles.get(member.user) ?? []))
      .map(async (member) => ({ epoch: number, staffId: member.user, file: base64url(await sealEpochKey(grant, member, keys)) })),
  );
  await postEntries(entries, { epochWraps, intake: signIntakeBundle(after, at, keys) });
}
