import type { Intake, Roster } from "../roster/index.ts";
import { verifyIntakeBundle, verifyRoster } from "../roster/index.ts";
import type { SignedDocument } from "../sealing/signedDocument.ts";
import type { ReceiptKeys } from "../sealing/index.ts";
import { fromBase64url } from "../sealing/index.ts";
import { call, persist } from "./api.ts";
import type { CaseAnswer, OpenedCase } from "./openCase.ts";
import { isCaseAnswer } from "./caseAnswer.ts";
import { NotHerCase, openCase } from "./openCase.ts";

/** The keys to seal with, verified from the root that the page was built with. Throws RosterRefusal, ApiRefusal, NotReached. */
export const fetchIntake = async (pinnedRoot: Uint8Array): Promise<Intake> =>
  verifyIntakeBundle(await persist(() => call<unknown>("/api/intake")), pinnedRoot);

/** Who may sign as staff, verified from the root. */
export async function fetchRoster(pinnedRoot: Uint8Array): Promise<Roster> {
  const { entries } = await persist(() => call<{ entries: { bytes: string; signature: string }[] }>("/api/roster"));
  const log = entries.map(({ bytes, signature }): SignedDocument => ({ bytes: read(bytes), signature: read(signature) }));
  return verifyRoster(log, pinnedRoot);
}

/** Fetches and opens her case. `before` is the same case as this session saw it last: what it held must still be there. */
export async function reachCase(
  receiptKeys: ReceiptKeys,
  intake: Intake,
  roster: Roster | null,
  before: OpenedCase | null = null,
  pause?: () => Promise<void>,
): Promise<OpenedCase> {
  const answer = await persist(() => call<CaseAnswer>("/api/case", { receipt: receiptKeys }));
  if (!isCaseAnswer(answer)) throw new NotHerCase();
  return openCase(answer, intake, roster, receiptKeys, before?.ends ?? [], pause);
}

// Bytes that cannot be read are no signed document; the roster's check then says so.
const read = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array(0);
