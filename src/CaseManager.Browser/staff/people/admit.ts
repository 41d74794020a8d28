import { certifyOfficer, sealEpochKey } from "../../lib/roster/index.ts";
import { base64url, fromBase64url, fromHex } from "../../lib/sealing/bytes.ts";
import { opensReports } from "../session/opensReports.ts";
import type { Session } from "../session/session.ts";
import { extendRoster } from "./extendRoster.ts";
import type { WaitingPerson } from "./waiting.ts";

/** Signs a person into the roster and seals the team's keys to her, where her roles open reports. */
export async function admit(session: Session, person: WaitingPerson, officer: boolean): Promise<void> {
  const at = new Date().toISOString();
  const { keys, roster } = session;
  const signingKey = fromBase64url(person.signingKey)!;
  const publicKey = fromBase64url(person.recipientKey)!;
  const epochWraps = opensReports(person.roles)
    ? await Promise.all(
        [...session.epochs].map(async ([epoch, { seed }]) => {
          const grant = { instance: roster.instance, epoch, seed, at };
          return { epoch, staffId: person.id, file: base64url(await sealEpochKey(grant, { user: person.id, publicKey }, keys)) };
        }),
      )
    : [];
  await extendRoster(session, { epochWraps, intake: null }, [
    {
      type: "member", at, user: person.id, alias: person.alias, signingKey: person.signingKey, publicKey: person.recipientKey,
      officer, officerCertificate: officer ? certifyOfficer(fromHex(roster.instance), signingKey, keys.signingSeed) : null,
    },
  ]);
}
