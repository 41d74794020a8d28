import { eraseSecrets } from "../lib/links/index.ts";
import type { Intake, Roster } from "../lib/roster/index.ts";
import type { Door, OpenedCase } from "../lib/reporting/index.ts";
import { ApiRefusal, call, persist, reachCase, readEntries, takeBackDocument, writeToCase } from "../lib/reporting/index.ts";
import type { Body, BodyKind, CountedFacts } from "../lib/sealing/index.ts";
import { fillIn } from "./answers.ts";
import { clearAuthority, showAuthority, signedAuthority, withdrawnAuthority } from "./caseAuthority.ts";
import { showConsents } from "./caseConsents.ts";
import { countedNow, showCounted, takeOut } from "./caseCounted.ts";
import { showLedger } from "./caseLedger.ts";
import { showMessages } from "./caseMessages.ts";
import { showOwn, showProgress, showWarnings } from "./caseParts.ts";
import { closeDocumentForm, isDocumentChosen, openDocumentForm, startDocumentForm } from "./documents/documentForm.ts";
import { showDocuments } from "./documents/caseDocuments.ts";
import { showStory } from "./caseStory.ts";
import { breathe, byId, fill, isTicked, make, onceAtATime, typedIn } from "./dom.ts";
import { wordsFor } from "./failures.ts";
import { keptLinks, linksIn } from "./linkList.ts";
import { finishWith, setPhase, whenCaseIsLeft } from "./phase.ts";
import { showProblems } from "./problems.ts";
import { forgetReceipt } from "./receiptSteps.ts";
import { showContactDetails } from "./reportForm.ts";
import { resume } from "./reporter.ts";
import { goTo } from "./steps.ts";
import { moment, text } from "./texts.ts";

/** A case on the screen, with what it takes to fetch it again. */
export interface CaseInHand {
  readonly secret: Uint8Array;
  readonly intake: Intake;
  readonly roster: Roster | null;
  readonly opened: OpenedCase;
}

let inHand: CaseInHand | null = null;
// The same words sent again are the same message: an answer lost on the way does not double it.
let lastMessage: Body<"message"> | null = null;

/** Wires the view once. */
export function startCaseView(): void {
  whenCaseIsLeft(leaveCase);
  wire("case-write-form", () => sendMessage("case-write", typedIn("case-write")));
  wire("case-links-form", () => sendMessage("case-links", linksMessage()));
  wire("authority-form", signAuthority);
  byId("authority-back").addEventListener("click", onceAtATime(() => attempt(null, () => writeDocument(withdrawnAuthority()))));
  startDocumentForm({
    current: () => inHand!.opened,
    refresh: fetchAgain,
    async done(words) {
      byId("case-documents").focus();
      await attempt(null, async () => show(await fetchAgain()));
      byId("case-status").textContent = words;
    },
  });
  wire("case-delete-form", deleteAll);
  byId("case-refresh").addEventListener("click", onceAtATime(() => attempt(null, async () => show(await fetchAgain()))));
  byId("case-close").addEventListener("click", () => {
    setPhase("form");
    goTo("start");
  });
}

/** Shows a case. */
export function openCaseView(opened: CaseInHand): void {
  inHand = opened;
  show(opened.opened);
}

/** Whether something is typed there that was not sent. */
export const isMessageTyped = (): boolean => inHand !== null && (typedIn("case-write") !== "" || typedIn("case-links") !== "" || isDocumentChosen());

function show(opened: OpenedCase): void {
  inHand = { ...inHand!, opened };
  showWarnings(opened, inHand.roster !== null);
  showProgress(opened, goOn);
  showStory(opened);
  showMessages(opened);
  showLedger(opened);
  showConsents(opened, (purpose, given) => attempt(null, () => changeConsent(purpose, given)));
  showCounted(opened, (facts) => attempt(null, () => takeOutOfNumbers([facts])));
  showAuthority(opened);
  showDocuments(opened, { choose: openDocumentForm, takeBack: (documentId) => takeBack(documentId) });
  showOwn(opened);
  byId("case-live").hidden = opened.answer.case.stage === "draft";
  byId("case-status").textContent = text("opened-at", moment(new Date().toISOString()));
}

/** Puts a kept draft back into the form. */
function goOn(): void {
  const { secret, opened } = inHand!;
  const draft = readEntries(opened, "draft").at(-1);
  const end = opened.ends.find((one) => one.author === "survivor" && one.keyPair === "C");
  const key = opened.keys[0];
  if (draft === undefined || end === undefined || key === undefined) return;
  fillIn(draft.body);
  showContactDetails();
  resume({ receipt: secret, receiptKeys: opened.receiptKeys, key }, end);
  setPhase("form");
  goTo("about");
}

async function sendMessage(box: "case-write" | "case-links", typed: string): Promise<void> {
  const words = eraseSecrets(typed);
  if (words === "") return showProblems([{ box, words: text("message-empty") }]);
  if (words.length > 15_000) return showProblems([{ box, words: text("story-long", 15_000) }]);
  if (lastMessage?.text !== words) lastMessage = { v: 1, text: words, at: new Date().toISOString() };
  const message = lastMessage;
  await attempt(box, async () => {
    await write("message", message, { method: "POST", path: "/api/case/objects" });
    lastMessage = null;
    fill(box, "");
    byId(box).dispatchEvent(new Event("input"));
    byId("case-status").textContent = text("sent");
  });
}

function linksMessage(): string {
  const extraction = linksIn("case-links");
  const lines = [...keptLinks(extraction).map((link) => link.input), ...extraction.leftovers];
  return lines.length === 0 ? "" : [text("links-added"), ...lines].join("\n");
}

async function changeConsent(purpose: Body<"consent">["purpose"], given: boolean): Promise<void> {
  const words = text(given ? "given-text" : "withdrawn-text");
  const body = { v: 1, purpose, given, how: "form", text: words, at: new Date().toISOString() } as const;
  await write("consent", body, { method: given ? "PUT" : "DELETE", path: `/api/case/consents/${purpose}` });
  if (purpose === "statistics" && !given) await takeOutOfNumbers(countedNow(inHand!.opened));
}

async function takeOutOfNumbers(counted: readonly CountedFacts[]): Promise<void> {
  for (const facts of counted) await write("counting-id", await takeOut(facts), { method: "POST", path: "/api/case/objects" });
  if (counted.length > 0) byId("case-counted").focus();
}

async function signAuthority(): Promise<void> {
  const signed = signedAuthority();
  if (signed === null) return;
  await attempt("authority-name", async () => {
    await writeDocument(signed);
    clearAuthority();
  });
}

const writeDocument = (body: Body<"document">): Promise<void> => write("document", body, { method: "POST", path: "/api/case/objects" });

const takeBack = onceAtATime((documentId: string) => attempt(null, async () => {
  await takeBackDocument(inHand!.opened, documentId);
  show(await fetchAgain());
  byId("case-documents").focus();
}));

async function deleteAll(): Promise<void> {
  if (!isTicked("case-delete-confirm")) return showProblems([{ box: "case-delete-confirm", words: text("delete-tick") }]);
  await attempt("case-delete-confirm", async () => {
    // First the numbers: afterwards nothing knows the ids any more.
    if (isTicked("case-delete-counted")) for (const facts of countedNow(inHand!.opened)) await takeOut(facts);
    try {
      await persist(() => call("/api/case", { method: "DELETE", receipt: inHand!.opened.receiptKeys }));
    } catch (failure) {
      // Gone already: an earlier answer was lost on the way.
      if (!(failure instanceof ApiRefusal && failure.code === "unknown-receipt")) throw failure;
    }
    finishWith("deleted");
  });
}

async function write<K extends BodyKind>(kind: K, body: Body<K>, door: Door): Promise<void> {
  await writeToCase(inHand!.opened, kind, body, door, fetchAgain);
  show(await fetchAgain());
}

/** Throws CaseLeft where she closed it meanwhile: an answer that is late must not bring it back to the screen. */
async function fetchAgain(): Promise<OpenedCase> {
  const before = inHand;
  if (before === null) throw new CaseLeft();
  const { opened, intake, roster } = before;
  const fresh = await reachCase(opened.receiptKeys, intake, roster, opened, breathe);
  if (inHand?.secret !== before.secret) throw new CaseLeft();
  return fresh;
}

class CaseLeft extends Error {
  override readonly name = "CaseLeft";
}

async function attempt(box: string | null, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (failure) {
    if (failure instanceof CaseLeft) return;
    showProblems([{ box, words: wordsFor(failure) }]);
  }
}

function wire(form: string, action: () => Promise<void>): void {
  const once = onceAtATime(action);
  byId(form).addEventListener("submit", (event) => {
    event.preventDefault();
    once();
  });
}

/** Takes everything of the case off the page and out of memory. */
function leaveCase(): void {
  inHand = null;
  lastMessage = null;
  forgetReceipt();
  closeDocumentForm();
  for (const id of ["case-warnings", "case-progress", "case-story", "case-messages", "case-ledger", "case-consents", "counted-list", "document-list", "case-own"]) byId(id).replaceChildren();
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-step="case"] form')) form.reset();
  byId("case-status").replaceChildren(make("span"));
}
