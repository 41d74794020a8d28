import { base64url, equal, fromBase64url, fromHex } from "../sealing/bytes.ts";
import type { SignedDocument } from "../sealing/signedDocument.ts";
import { isSignedBy } from "../sealing/signedDocument.ts";
import type { Entry, RosterHead } from "./entry.ts";
import { headAfter, noHead, readEntry } from "./entry.ts";
import type { OfficerCertificate } from "./officerCertificate.ts";
import { isGenuine } from "./officerCertificate.ts";
import type { RosterFault } from "./refusal.ts";
import { RosterRefusal } from "./refusal.ts";

/** A person the roster names. */
export interface Member {
  /** 32 hex digits. */
  readonly user: string;
  readonly alias: string;
  readonly signingKey: Uint8Array;
  /** Raw hybrid public key, 1,216 bytes. */
  readonly publicKey: Uint8Array;
  readonly officer: boolean;
  readonly officerCertificate: OfficerCertificate | null;
  readonly admittedAt: string;
  /** When she was revoked; what she wrote before still verifies. */
  readonly revokedAt: string | null;
}

/** A team key that reports are sealed to from a moment on. */
export interface Epoch {
  readonly number: number;
  readonly publicKey: Uint8Array;
  readonly from: string;
}

/** The roster as its log says it. */
export interface Roster {
  /** 32 hex digits. */
  readonly instance: string;
  readonly salt: Uint8Array;
  readonly rootKey: Uint8Array;
  readonly recoveryKey: Uint8Array;
  readonly members: ReadonlyMap<string, Member>;
  readonly epochs: readonly Epoch[];
  /** Hash of the three recovery files that count; `null` where nobody signed for any. */
  readonly recoveryFiles: Uint8Array | null;
  readonly head: RosterHead;
}

/**
 * Verifies a roster from the pinned root.
 * @param remembered the head seen last: the log must contain it.
 * @throws RosterRefusal naming what is wrong and at which entry.
 */
export function verifyRoster(
  log: readonly SignedDocument[],
  pinnedRoot: Uint8Array,
  remembered: RosterHead = noHead,
): Roster {
  if (log.length <= remembered.seq) throw new RosterRefusal("rollback");
  let roster: Roster | null = null;
  for (const document of log) {
    roster = applyEntry(roster, document, pinnedRoot);
    if (roster.head.seq === remembered.seq && !equal(roster.head.hash, remembered.hash)) {
      throw new RosterRefusal("fork", remembered.seq);
    }
  }
  if (roster === null) throw new RosterRefusal("empty");
  return roster;
}

/** The roster after further entries; each is checked like any other. Throws RosterRefusal. */
export const extended = (roster: Roster, entries: readonly SignedDocument[]): Roster =>
  entries.reduce((before: Roster, entry) => applyEntry(before, entry, before.rootKey), roster);

/** Members that are not revoked. */
export const currentMembers = (roster: Roster): Member[] =>
  [...roster.members.values()].filter((member) => member.revokedAt === null);

/** Officers that are not revoked. */
export const officers = (roster: Roster): Member[] => currentMembers(roster).filter((member) => member.officer);

/** The newest epoch; `null` before the first. */
export const currentEpoch = (roster: Roster): Epoch | null => roster.epochs.at(-1) ?? null;

/** The signing key of a person the roster names or named; fits `VerifyKeys.staffKey`. */
export const signingKeyIn =
  (roster: Roster) =>
  (user: string): Uint8Array | null =>
    roster.members.get(user)?.signingKey ?? null;

/** Certificates from an officer's key up to the root, for the intake bundle. */
export function certificatesOf(roster: Roster, officerKey: Uint8Array): OfficerCertificate[] {
  const certificates: OfficerCertificate[] = [];
  const all = [...roster.members.values()].flatMap((member) => member.officerCertificate ?? []);
  for (let key = base64url(officerKey); key !== base64url(roster.rootKey); ) {
    const certificate = all.find((one) => one.key === key);
    if (certificate === undefined || certificates.includes(certificate)) return certificates;
    certificates.push(certificate);
    key = certificate.by;
  }
  return certificates;
}

function applyEntry(roster: Roster | null, document: SignedDocument, pinnedRoot: Uint8Array): Roster {
  const head = roster?.head ?? noHead;
  const refuse = (code: RosterFault): never => {
    throw new RosterRefusal(code, head.seq + 1);
  };
  const entry = readEntry(document) ?? refuse("entry");
  if (entry.seq !== head.seq + 1) refuse("sequence");
  if (entry.previous !== base64url(head.hash)) refuse("previous");
  if (roster !== null && entry.instance !== roster.instance) refuse("instance");
  if (!maySign(roster, entry.by, pinnedRoot)) refuse("signer");
  if (!isSignedBy("casemanager/1 roster", document, fromBase64url(entry.by)!)) refuse("signature");
  const after = headAfter(head, document);
  if (roster === null) return { ...startOf(entry, pinnedRoot, refuse), head: after };
  return { ...changed(roster, entry, refuse), head: after };
}

type Refuse = (code: RosterFault) => never;

function maySign(roster: Roster | null, by: string, pinnedRoot: Uint8Array): boolean {
  if (by === base64url(pinnedRoot)) return true;
  return roster !== null && officers(roster).some((officer) => base64url(officer.signingKey) === by);
}

function startOf(entry: Entry, pinnedRoot: Uint8Array, refuse: Refuse): Omit<Roster, "head"> {
  if (entry.type !== "genesis") return refuse("genesis");
  if (entry.rootKey !== base64url(pinnedRoot)) return refuse("root");
  return {
    instance: entry.instance,
    salt: fromBase64url(entry.salt)!,
    rootKey: pinnedRoot,
    recoveryKey: fromBase64url(entry.recoveryKey)!,
    members: new Map(),
    epochs: [],
    recoveryFiles: null,
  };
}

function changed(roster: Roster, entry: Entry, refuse: Refuse): Roster {
  switch (entry.type) {
    case "genesis":
      return refuse("genesis");
    case "member":
      return withMember(roster, entry, refuse);
    case "epoch": {
      if (entry.number !== (currentEpoch(roster)?.number ?? 0) + 1) return refuse("epoch");
      const epoch = { number: entry.number, publicKey: fromBase64url(entry.publicKey)!, from: entry.from };
      return { ...roster, epochs: [...roster.epochs, epoch] };
    }
    case "revoked": {
      const member = roster.members.get(entry.user);
      if (member === undefined || member.revokedAt !== null) return refuse("member");
      return { ...roster, members: new Map(roster.members).set(entry.user, { ...member, revokedAt: entry.at }) };
    }
    case "recovery":
      // Only who opened a recovery file, or made the first ones, has the root.
      return entry.by === base64url(roster.rootKey) ? { ...roster, recoveryFiles: fromBase64url(entry.files)! } : refuse("signer");
  }
}

/** Admits a person, or changes alias or officer role of one. Keys never change: a new key is a new person. */
function withMember(roster: Roster, entry: Entry & { type: "member" }, refuse: Refuse): Roster {
  const before = roster.members.get(entry.user);
  if (before !== undefined) {
    const same = base64url(before.signingKey) === entry.signingKey && base64url(before.publicKey) === entry.publicKey;
    if (!same || before.revokedAt !== null) return refuse("member");
  } else if ([...roster.members.values()].some((other) => base64url(other.signingKey) === entry.signingKey)) {
    return refuse("member");
  }
  if (entry.officer !== (entry.officerCertificate !== null)) return refuse("officer-certificate");
  const certificate = entry.officerCertificate;
  if (certificate !== null) {
    const holds =
      certificate.key === entry.signingKey &&
      isGenuine(certificate, fromHex(roster.instance)) &&
      (certificate.by === before?.officerCertificate?.by || maySign(roster, certificate.by, roster.rootKey));
    if (!holds) return refuse("officer-certificate");
  }
  const member: Member = {
    user: entry.user,
    alias: entry.alias,
    signingKey: fromBase64url(entry.signingKey)!,
    publicKey: fromBase64url(entry.publicKey)!,
    officer: entry.officer,
    officerCertificate: certificate,
    admittedAt: before?.admittedAt ?? entry.at,
    revokedAt: null,
  };
  return { ...roster, members: new Map(roster.members).set(entry.user, member) };
}
