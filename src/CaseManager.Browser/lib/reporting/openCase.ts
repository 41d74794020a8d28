import type { Intake, Roster } from "../roster/index.ts";
import { signingKeyIn } from "../roster/index.ts";
import type { Announcement, Author, ChainEnd, FrameHeader, KeyPair, OpenedFrame, ReceiptKeys, ReceivedObject, StoredObject, VerifyKeys } from "../sealing/index.ts";
import {
  ChainRefusal, equal, fromBase64url, fromHex, keyPairOf, openFrame, openWrap, readAnnouncement, receivedObject, staffIdOf, verifyChains,
} from "../sealing/index.ts";

/** How far the work on her case is. */
export type Stage = "draft" | "received" | "read" | "working" | "closed";

/** What the server answers to her receipt. */
export interface CaseAnswer {
  readonly case: {
    readonly id: string;
    readonly publicKey: string;
    readonly mode: string;
    readonly language: string;
    readonly stage: Stage;
    readonly receivedAt: string | null;
    readonly held: boolean;
    readonly takenUpAt: string | null;
    readonly closedAt: string | null;
    readonly destroyedAt?: string | null;
    readonly staffMayReadFrom?: string | null;
  };
  readonly wraps: readonly StoredObject[];
  readonly objects: readonly (StoredObject & { readonly receivedAt: string })[];
  readonly consents: readonly ConsentRow[];
  readonly ledger?: readonly LedgerRow[];
  readonly story?: readonly StoryRow[];
  /** Files about what was done that were made to be handed over, newest first. */
  readonly proofPacks?: readonly { readonly at: string; readonly recipient: string }[];
  readonly shared?: readonly SharedRow[];
  readonly documents?: DocumentRows;
}

/** What the server knows of the documents of a case. */
export interface DocumentRows {
  /** Whether the organisation takes any. */
  readonly on: boolean;
  /** Those a caseworker asked for; `objectId` names the sealed object that asks. */
  readonly asked: readonly { readonly objectId: string; readonly askedAt: string; readonly endedAt: string | null }[];
  /** Those that arrived whole; `objectId` names the sealed object that carries the key. */
  readonly sent: readonly {
    readonly documentId: string;
    readonly askedId: string;
    readonly objectId: string;
    readonly length: number;
    readonly sentAt: string;
    readonly destroyedAt: string | null;
    readonly takenBack: boolean;
  }[];
}

/** One consent as the server counts it. */
export interface ConsentRow {
  readonly purpose: string;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
  readonly how: string;
}

/** One thing that happened in her case, as the server tells it: codes, never what anybody wrote. */
export interface StoryRow {
  readonly at: string;
  readonly code: string;
  /** `survivor` where she did it herself. */
  readonly by: string | null;
  /** The name of the website or app it is about. */
  readonly recipient: string | null;
  /** A code that says more, such as a purpose or an outcome. */
  readonly detail: string | null;
  readonly dueAt: string | null;
  /** How many links it is about, and their addresses as far as they can still be read. */
  readonly links: number;
  readonly urls: readonly string[];
}

/** One notice as the server counts it. */
export interface LedgerRow {
  readonly noticeId: string;
  readonly route: string;
  /** The recipient's code, and its name for people. */
  readonly recipient: string;
  readonly platform: string;
  /** Where it stands, as a code. */
  readonly label: string;
  readonly releasedAt: string;
  readonly leftAt: string | null;
  readonly dueAt: string | null;
  readonly dueReason: string | null;
  readonly previewHash: string;
  readonly releaseCopyObjectId: string | null;
  /** The earlier notice it follows up. */
  readonly follows: string | null;
}

/** A notice about a whole channel, group or site that one of her links belongs to, as the server counts it. */
export interface SharedRow {
  readonly kind: string;
  readonly url: string | null;
  readonly route: string;
  /** Name of whom it goes to. */
  readonly platform: string;
  /** Where it stands, as a code. */
  readonly label: string;
  readonly leftAt: string | null;
}

/** A verified object of her case. */
export interface CaseEntry {
  readonly kind: FrameHeader["kind"];
  readonly author: FrameHeader["author"];
  readonly objectId: Uint8Array;
  readonly sequence: number;
  readonly body: Uint8Array;
  readonly addedBySystem: boolean;
  readonly receivedAt: string;
}

/** Her case, opened and held against everything the server said of it. */
export interface OpenedCase {
  readonly answer: CaseAnswer;
  readonly instanceId: Uint8Array;
  readonly caseId: Uint8Array;
  readonly receiptKeys: ReceiptKeys;
  /** `C`, by generation; the last one is what new objects are sealed to. */
  readonly keys: readonly KeyPair[];
  /** Whether the last one may be sealed to: one that somebody announced who has left is replaced first. */
  readonly standing: boolean;
  readonly survivorMac: Uint8Array;
  readonly entries: readonly CaseEntry[];
  readonly ends: readonly ChainEnd[];
  /** Objects that are not what the server says, and are not shown. */
  readonly refused: number;
  /** Whether something is missing, doubled or out of order. */
  readonly chainsBroken: boolean;
}

/** The case is not the one her receipt belongs to. */
export class NotHerCase extends Error {
  override readonly name = "NotHerCase";
}

/**
 * Opens her case. One object that cannot be proven is left out and counted; a case that is not hers throws.
 * @param remembered ends of the chains seen before in this session.
 * @throws NotHerCase, DamagedFile, FrameRefusal
 */
export async function openCase(
  answer: CaseAnswer,
  intake: Intake,
  roster: Roster | null,
  receiptKeys: ReceiptKeys,
  remembered: readonly ChainEnd[] = [],
  pause: () => Promise<void> = async () => {},
): Promise<OpenedCase> {
  const { instanceId } = intake;
  const caseId = fromHex(answer.case.id);
  const hers = await keyPairOf(receiptKeys.survivorSeed);
  const staffKeys: VerifyKeys = {
    staffKey: roster === null ? undefined : signingKeyIn(roster),
    serverAssisted: answer.case.mode === "server-assisted",
  };
  const objects = answer.objects.map((stored) => ({ ...receivedObject(stored, instanceId, caseId), receivedAt: stored.receivedAt }));
  const wraps = answer.wraps.map((stored) => receivedObject(stored, instanceId, caseId)).filter(({ place }) => place.keyPair === "C");
  wraps.sort((a, b) => a.place.generation - b.place.generation);

  const keys: KeyPair[] = [];
  let survivorMac: Uint8Array | null = null;
  let announced: (Announcement & { readonly by: Author }) | undefined;
  let announcer: Author | null = null;
  const entries: CaseEntry[] = [];
  const opened = new Map<ReceivedObject, OpenedFrame>();
  for (const wrap of wraps) {
    if (wrap.place.generation !== keys.length) throw new NotHerCase();
    const found = await openWrap(wrap.file, hers.identity, wrap.place, staffKeys, announced?.publicKey);
    if (found === null) throw new NotHerCase();
    survivorMac ??= found.survivorMac;
    keys.push(found.key);
    announcer = announced?.by ?? null;
    announced = undefined;
    for (const object of objects.filter(({ place }) => place.generation === wrap.place.generation)) {
      await pause();
      const frame = await tryOpen(object, found.key, { ...staffKeys, survivorMac });
      if (frame === null) continue;
      opened.set(object, frame);
      const { kind, author, objectId, sequence } = frame.header;
      const { body, addedBySystem } = frame;
      entries.push({ kind, author, objectId, sequence, body, addedBySystem, receivedAt: object.receivedAt });
      announced ??= nextKeyIn(frame, keys.length) ?? undefined;
    }
  }
  const publicKey = fromBase64url(answer.case.publicKey);
  if (survivorMac === null || publicKey === null || !equal(keys[0]!.publicKey, publicKey)) throw new NotHerCase();
  const chain = checkChains(objects, opened, remembered);
  return {
    answer, instanceId, caseId, receiptKeys, keys, standing: isStanding(announcer, roster), survivorMac, entries, ends: chain ?? remembered,
    refused: objects.length - opened.size, chainsBroken: chain === null,
  };
}

/** A signature tells no time: with the server's help somebody who left could announce a key after leaving. */
const isStanding = (announcer: Author | null, roster: Roster | null): boolean =>
  announcer === null || roster?.members.get(staffIdOf(announcer) ?? "")?.revokedAt === null;

async function tryOpen(object: ReceivedObject, key: KeyPair, keys: VerifyKeys): Promise<OpenedFrame | null> {
  try {
    return await openFrame(object.file, key.identity, object.place, keys);
  } catch {
    return null; // Counted as refused: damaged, relabelled, or by nobody we know.
  }
}

function nextKeyIn(frame: OpenedFrame, generation: number): (Announcement & { readonly by: Author }) | null {
  if (frame.header.kind !== "announcement") return null;
  const announcement = readAnnouncement(frame);
  return announcement.keyPair === "C" && announcement.generation === generation ? { ...announcement, by: frame.header.author } : null;
}

function checkChains(
  objects: readonly ReceivedObject[],
  opened: ReadonlyMap<ReceivedObject, OpenedFrame>,
  remembered: readonly ChainEnd[],
): readonly ChainEnd[] | null {
  try {
    return verifyChains(
      objects.map((object) => ({ ...object.place, hash: object.hash, heads: opened.get(object)?.header.heads ?? [] })),
      remembered,
    );
  } catch (failure) {
    if (failure instanceof ChainRefusal) return null;
    throw failure;
  }
}
