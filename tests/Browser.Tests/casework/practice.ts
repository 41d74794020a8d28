import { verifyRoster } from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import type { Caseworker } from "../../../src/CaseManager.Browser/lib/casework/caseworker.ts";
import type { CaseAnswer } from "../../../src/CaseManager.Browser/lib/casework/caseAnswer.ts";
import type { NewNotesKey } from "../../../src/CaseManager.Browser/lib/casework/notesKey.ts";
import type { CaseKeyChange } from "../../../src/CaseManager.Browser/lib/casework/wrapKeys.ts";
import type { CaseKeysAnswer } from "../../../src/CaseManager.Browser/lib/casework/turning.ts";
import { openCase } from "../../../src/CaseManager.Browser/lib/casework/openCase.ts";
import { makeNotesKey } from "../../../src/CaseManager.Browser/lib/casework/notesKey.ts";
import type { Body, PreparedCase, StoredObject } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import {
  base64url, encodeBody, fromBase64url, fromHex, keyPairOf, noHash, prepareCase, randomBytes, recipientOf, sealFrame, sealNewCase, storedObject,
} from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import type { StaffKeys } from "../../../src/CaseManager.Browser/lib/sealing/staff.ts";
import { sha256 } from "@noble/hashes/sha2.js";
import { epochOf, idOf, practiceRoster, root } from "../roster/practice.ts";

export const at = "2026-03-01T10:00:00Z";

export const report: Body<"report"> = {
  v: 1, about: "me", links: [{ typed: "t.me/x/1", key: "telegram:post:x/1", platform: "telegram" }], leftovers: "", story: "It began in May",
  where: "", since: "", age: "adult", danger: "threat", deadline: null, name: "",
  contact: { channel: "phone", address: "0", hours: "", zone: "", voicemail: false, word: "robin", never: "call before six" },
  consents: ["send-links"], language: "en", zone: "UTC", at,
};

/** An organisation with two people who can open cases. */
export async function practiceTeam() {
  const { log, first, second, caseworker, recovery, epoch } = await practiceRoster();
  const roster = verifyRoster(log.entries, root.signingKey);
  const person = (n: number, keys: StaffKeys): Caseworker => ({ staffId: idOf(n), keys, epochs: new Map([[1, epoch]]), roster });
  return { log, roster, recovery, epoch, first: person(1, first), second: person(2, second), caseworker: person(3, caseworker) };
}

/** The caseworker leaves: what the officers' browsers know from then on, with a second epoch. */
export async function afterLeaving(team: Team) {
  const next = await keyPairOf();
  team.log.add({ type: "revoked", at, user: team.caseworker.staffId }, team.first.keys);
  team.log.add(epochOf(2, next), team.first.keys);
  const roster = verifyRoster(team.log.entries, root.signingKey);
  const stays = (person: Caseworker): Caseworker => ({ ...person, roster, epochs: new Map([[1, team.epoch], [2, next]]) });
  return { roster, next, first: stays(team.first), second: stays(team.second) };
}

type Team = Awaited<ReturnType<typeof practiceTeam>>;

/** A report as a survivor's browser sends it, and a small honest server that keeps what is posted. */
export async function practiceReport(team: Team) {
  const epoch = team.roster.epochs[0]!;
  const prepared = await prepareCase({
    instanceId: fromHex(team.roster.instance), salt: team.roster.salt, epoch: epoch.number,
    epochRecipient: recipientOf(epoch.publicKey), recoveryRecipient: recipientOf(team.roster.recoveryKey),
  });
  const posted = await sealNewCase(prepared, report);
  return { prepared, server: newServer(posted.case.id, posted.wraps, posted.objects) };
}

/** Keeps wraps and objects of one case; stands in for the API. */
export function newServer(caseId: string, wraps: readonly StoredObject[], objects: readonly StoredObject[]) {
  type Kept = CaseAnswer["objects"][number];
  type KeptWrap = CaseAnswer["wraps"][number];
  let minute = 0;
  const keep = (object: StoredObject): Kept => ({
    ...object, keyPair: object.keyPair as "C" | "N", hash: base64url(sha256(fromBase64url(object.file)!)),
    receivedAt: `2026-03-01T10:${String(minute++).padStart(2, "0")}:00Z`,
  });
  const keepWraps = (more: readonly StoredObject[]): KeptWrap[] => more.map((wrap) => ({ ...keep(wrap), recipient: wrap.recipient! }));
  const kept = { wraps: keepWraps(wraps), objects: objects.map(keep) };
  const forStaff = () => kept.wraps.filter(({ recipient }) => recipient !== "receipt" && recipient !== "recovery");
  const take = (more: readonly StoredObject[]): void => void kept.objects.push(...more.map(keep));
  const answer = (change: Partial<CaseAnswer> = {}): CaseAnswer => ({
    case: {
      id: caseId, mode: "sealed", language: "en", receivedAt: at, held: false, hasReceipt: true, rekey: false, restricted: false, colleagues: [],
      whole: true, offer: null, openedAt: null, closedAt: null, assignee: null, awaitsAnswerSince: null, handoverReadAt: null,
    },
    wraps: forStaff(), objects: kept.objects, consents: [], reminders: [], documents: { on: false, asked: [], sent: [] }, ...change,
  });
  const keysAnswer = (change: Partial<CaseKeysAnswer> = {}): CaseKeysAnswer => ({
    caseId, mode: "sealed", rekey: true, restricted: false, hasReceipt: true, staff: [], wraps: forStaff(),
    wrapped: kept.wraps.map(({ keyPair, generation, recipient }) => ({ keyPair, generation, recipient })),
    announcements: kept.objects.filter(({ kind }) => kind === "announcement"),
    handovers: kept.objects.filter(({ kind }) => kind === "handover"),
    card: kept.objects.findLast(({ kind }) => kind === "staff-card") ?? null,
    ends: kept.objects.filter((one) => !kept.objects.some((later) => isLater(later, one))), ...change,
  });
  /** Takes new keys as the real server does: afterwards the wraps are those of the audience and no others. */
  const takeKeys = (change: CaseKeyChange, keeps: (recipient: string) => boolean): void => {
    take(change.keys.map(({ announcement }) => announcement));
    kept.wraps = [...kept.wraps, ...keepWraps(change.wraps)].filter(({ recipient }) => keeps(recipient));
  };
  const everyWrap = () => kept.wraps;
  /** Puts other wraps of one key pair in the place of all there were. */
  const replaceWraps = (wraps: readonly StoredObject[], keyPair: "C" | "N"): void => {
    kept.wraps = [...kept.wraps.filter((wrap) => wrap.keyPair !== keyPair), ...keepWraps(wraps)];
  };
  const takeNotesKey = ({ announcement, wraps: more }: NewNotesKey): void => {
    take([announcement]);
    kept.wraps.push(...keepWraps(more));
  };
  return { caseId, take, takeNotesKey, takeKeys, answer, keysAnswer, everyWrap, replaceWraps };
}

const isLater = (later: StoredObject, one: StoredObject): boolean =>
  later.author === one.author && later.keyPair === one.keyPair && later.sequence > one.sequence;

/** A report that a caseworker opened and gave its notes key. */
export async function practiceTakenUp(team: Team) {
  const { prepared, server } = await practiceReport(team);
  const opened = await openCase(server.answer(), server.caseId, team.caseworker);
  server.takeNotesKey(await makeNotesKey(opened, team.caseworker));
  return { prepared, server, opened: await openCase(server.answer(), server.caseId, team.caseworker, opened) };
}

/** A frame the survivor's browser writes later. */
export async function survivorFrame(
  prepared: PreparedCase,
  after: { readonly sequence: number; readonly file: string | null },
  body: Body<"message">,
): Promise<StoredObject> {
  const { instanceId, caseId, survivorMac, key } = prepared;
  const previous = after.file === null ? noHash() : sha256(Buffer.from(after.file, "base64url"));
  const header = {
    instanceId, caseId, keyPair: "C", generation: 0, objectId: randomBytes(16), kind: "message", author: "survivor",
    sequence: after.sequence + 1, previous, heads: [], schemaHash: noHash(),
  } as const;
  return storedObject(header, await sealFrame(header, encodeBody("message", body), { survivorMac }, [key.recipient]));
}
