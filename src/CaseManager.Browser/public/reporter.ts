import type { Intake, Roster } from "../lib/roster/index.ts";
import { RosterRefusal, verifyIntakeBundle } from "../lib/roster/index.ts";
import type { Posting } from "../lib/reporting/index.ts";
import { ApiRefusal, call, fetchIntake, fetchRoster, postSealed } from "../lib/reporting/index.ts";
import type { Body, KeptCase, PreparedCase } from "../lib/sealing/index.ts";
import { fromBase64url, prepareAgain, prepareCase, sealDraft, sealNewCase, wrapsForEpoch } from "../lib/sealing/index.ts";
import { breathe } from "./dom.ts";

interface End {
  readonly sequence: number;
  readonly hash: Uint8Array;
}

/** A report that has arrived. */
export interface Received {
  readonly receipt: Uint8Array;
  readonly held: boolean;
  /** Whether an earlier version had arrived already, so that later changes are not in it. */
  readonly earlier: boolean;
}

const pinnedRoot = fromBase64url(document.body.dataset["rootKey"] ?? "");

// All of it lives in memory only and goes with the page.
let intake: Promise<Intake> | null = null;
let roster: Promise<Roster> | null = null;
let prepared: Promise<PreparedCase> | null = null;
let keptEnd: End | null = null;
let sealedReport: { readonly about: string; readonly text: string } | null = null;

/** Whether this page can take reports: it carries a root key. */
export const canSeal = (): boolean => pinnedRoot !== null && pinnedRoot.length === 32;

/** The keys to seal with. A failed attempt is forgotten, so that the next one asks again. */
export const currentIntake = (): Promise<Intake> =>
  (intake ??= fetchIntake(pinnedRoot!).catch((failure: unknown) => {
    intake = null;
    throw failure;
  }));

/** Who may sign as staff; `null` where the list could not be verified, so that no answer of staff is shown. */
export async function currentRoster(): Promise<Roster | null> {
  try {
    return await (roster ??= fetchRoster(pinnedRoot!));
  } catch (failure) {
    roster = null;
    if (failure instanceof RosterRefusal) return null;
    throw failure;
  }
}

/** Makes receipt, keys and wraps while she types, in slices. */
export const prepare = (): Promise<PreparedCase> =>
  (prepared ??= currentIntake()
    .then((recipients) => prepareCase(recipients, breathe))
    .catch((failure: unknown) => {
      prepared = null;
      throw failure;
    }));

/** Goes on with a case that she kept as a draft. */
export function resume(kept: KeptCase, end: End): void {
  prepared = currentIntake().then((recipients) => prepareCase(recipients, breathe, kept));
  prepared.catch(() => {
    prepared = null;
  });
  keptEnd = end;
  sealedReport = null;
}

/** Seals and sends. The same report is sealed once: what is tried again is the same bytes. */
export async function sendReport(report: Body<"report">, posting: Posting): Promise<Received> {
  let ready = await prepare();
  const about = JSON.stringify({ ...report, at: "" });
  if (sealedReport?.about !== about) {
    if (sealedReport !== null) {
      ready = await prepareAgain(ready);
      prepared = Promise.resolve(ready);
    }
    const [sealed, newest] = await Promise.all([sealNewCase(ready, report, keptEnd ?? undefined), newestIntake()]);
    const wraps = newest === null ? sealed.wraps : await wrapsForEpoch(ready, newest);
    sealedReport = { about, text: JSON.stringify({ ...sealed, wraps }) };
  }
  try {
    const proof = keptEnd === null ? null : ready.receiptKeys;
    const { held } = await postSealed<{ held: boolean }>("/api/reports", sealedReport.text, proof, posting);
    return { receipt: ready.receipt, held, earlier: false };
  } catch (failure) {
    if (!(failure instanceof ApiRefusal && failure.code === "different-report")) throw failure;
    // The answer to an earlier attempt was lost on the way, and she changed something since.
    return { receipt: ready.receipt, held: false, earlier: true };
  }
}

/**
 * The keys as they are at sending: the team's may have been turned since the page was loaded. `null` where they could not
 * be fetched; a report sealed to the older one is accepted.
 * @throws RosterRefusal where the server shows keys that nobody vouches for.
 */
async function newestIntake(): Promise<Intake | null> {
  try {
    return verifyIntakeBundle(await call<unknown>("/api/intake", { signal: AbortSignal.timeout(5000) }), pinnedRoot!);
  } catch (failure) {
    if (failure instanceof RosterRefusal) throw failure;
    return null;
  }
}

/** Keeps what she has under her receipt, which it gives back. */
export async function keepDraft(draft: Body<"draft">, staffMayRead: boolean, posting: Posting): Promise<Uint8Array> {
  const ready = await prepare();
  const { posted, end } = await sealDraft(ready, draft, document.documentElement.lang, staffMayRead, keptEnd ?? undefined);
  await postSealed("/api/drafts", JSON.stringify(posted), keptEnd === null ? null : ready.receiptKeys, posting);
  keptEnd = end;
  return ready.receipt;
}

/** Forgets the case in hand: the next report is another case. */
export function forget(): void {
  prepared = null;
  keptEnd = null;
  sealedReport = null;
}
