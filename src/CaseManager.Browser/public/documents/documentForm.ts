import type { OpenedCase, Upload } from "../../lib/reporting/index.ts";
import { ApiRefusal, CaseBroken, KeysRenewing, NotReached, prepareUpload, sendUpload, takeBackDocument } from "../../lib/reporting/index.ts";
import { breathe, byId, isTicked, typedIn } from "../dom.ts";
import { wordsFor } from "../failures.ts";
import { clearProblems, showProblems } from "../problems.ts";
import { text } from "../texts.ts";
import type { BlackOut } from "./blackOut.ts";
import { blackOut } from "./blackOut.ts";
import type { Chosen } from "./picture.ts";
import { FileRefusal, readChosen } from "./picture.ts";

/** What the form needs of the case on the screen. */
export interface DocumentCase {
  current(): OpenedCase;
  /** Fetches and opens it anew. */
  refresh(): Promise<OpenedCase>;
  /** Says what happened to a document, and shows the case as it is now. */
  done(words: string): Promise<void>;
}

type Ready = { readonly picture: BlackOut } | { readonly bytes: Uint8Array; readonly name: string };

let askedId: string | null = null;
let choice = 0;
let ready: Ready | null = null;
let upload: Upload | null = null;
let sending: AbortController | null = null;

/** Whether a file is chosen that has not been sent. */
export const isDocumentChosen = (): boolean => ready !== null;

/** Opens the form for what was asked. */
export function openDocumentForm(asked: string, what: string): void {
  closeDocumentForm();
  askedId = asked;
  byId("document-for").textContent = what;
  byId("document-form").hidden = false;
  byId("document-for").focus();
}

/** Stops what is on its way and takes everything of it off the page and out of memory. */
export function closeDocumentForm(): void {
  sending?.abort();
  [askedId, upload, sending] = [null, null, null];
  byId<HTMLFormElement>("document-form").reset();
  byId("document-form").hidden = true;
  putDown();
  showShare(null);
  lock(false);
}

/** Wires the form once. */
export function startDocumentForm(one: DocumentCase): void {
  const file = byId<HTMLInputElement>("document-file");
  file.addEventListener("change", () => void choose(file.files?.[0] ?? null));
  byId("blackout-undo").addEventListener("click", () => {
    if (ready !== null && "picture" in ready) ready.picture.undo();
    upload = null;
  });
  // What was sealed before a change is not what she sees now.
  for (const event of ["pointerup", "keydown"]) byId("blackout-place").addEventListener(event, () => (upload = null));
  for (const id of ["document-about", "document-clean"]) byId(id).addEventListener("input", () => (upload = null));
  byId("document-cancel").addEventListener("click", () => void cancel(one));
  byId("document-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (sending === null) void sendChosen(one);
  });
}

async function choose(file: File | null): Promise<void> {
  putDown();
  const mine = choice;
  clearProblems();
  if (file === null) return;
  try {
    const chosen = await readChosen(file);
    // She chose another one meanwhile, or closed the form: that one counts.
    if (mine === choice) show(chosen, file.name);
    else if (chosen.kind === "picture") chosen.bitmap.close();
  } catch (failure) {
    if (mine !== choice) return;
    byId<HTMLInputElement>("document-file").value = "";
    showProblems([{ box: "document-file", words: documentWords(failure) }]);
  }
}

function show(chosen: Chosen, name: string): void {
  if (chosen.kind === "pdf") {
    ready = { bytes: chosen.bytes, name: name.slice(0, 500) };
  } else {
    const picture = blackOut(chosen.bitmap);
    ready = { picture };
    byId("blackout-place").replaceChildren(picture.canvas);
  }
  byId("blackout").hidden = chosen.kind === "pdf";
  byId("document-pdf").hidden = chosen.kind !== "pdf";
}

/** No file is chosen any more. */
function putDown(): void {
  choice++;
  [ready, upload] = [null, null];
  byId("blackout-place").replaceChildren();
  byId("blackout-count").textContent = "";
  byId("blackout").hidden = true;
  byId("document-pdf").hidden = true;
}

/** Nothing of it stays: what is on its way is stopped and forgotten, and what had just arrived is destroyed. */
async function cancel(one: DocumentCase): Promise<void> {
  const [opened, begun] = [one.current(), sending === null ? null : upload];
  closeDocumentForm();
  byId("case-documents").focus();
  if (begun === null) return;
  try {
    await takeBackDocument(opened, begun.body.documentId);
    await one.done(text("document-stopped"));
  } catch (failure) {
    showProblems([{ box: null, words: documentWords(failure) }]);
  }
}

async function sendChosen(one: DocumentCase): Promise<void> {
  const about = typedIn("document-about");
  const problems = [
    ...(ready === null ? [{ box: "document-file", words: text("file-missing") }] : []),
    ...(about === "" ? [{ box: "document-about", words: text("document-about-missing") }] : about.length > 2000 ? [{ box: "document-about", words: text("story-long", 2000) }] : []),
    ...(isTicked("document-clean") ? [] : [{ box: "document-clean", words: text("clean-missing") }]),
  ];
  showProblems(problems);
  if (problems.length > 0 || ready === null || askedId === null) return;
  const { signal } = (sending = new AbortController());
  lock(true);
  showShare(0);
  try {
    // Painted and sealed once: what goes on after a lost connection is the same bytes.
    const made = upload ?? (await prepared(ready, askedId, about));
    signal.throwIfAborted();
    upload = made;
    await sendUpload(one.current(), made, one.refresh, { signal, onProgress: showShare, onWait: () => say(text("step-waiting")) });
    signal.throwIfAborted();
  } catch (failure) {
    if (signal.aborted) return; // She stopped it, or left the case: nothing here is about that any more.
    sending = null;
    showShare(null);
    lock(false);
    showProblems([{ box: "document-file", words: documentWords(failure) }]);
    return;
  }
  sending = null;
  closeDocumentForm();
  await one.done(text("document-arrived"));
}

async function prepared(chosen: Ready, asked: string, description: string): Promise<Upload> {
  await breathe();
  if ("bytes" in chosen) return prepareUpload(chosen.bytes, { askedId: asked, mediaType: "application/pdf", name: chosen.name, description }, breathe);
  const { bytes, mediaType } = await chosen.picture.encode();
  // The name of a picture often tells a day, a place or a person: it stays here.
  return prepareUpload(bytes, { askedId: asked, mediaType, name: "", description }, breathe);
}

function showShare(share: number | null): void {
  byId("document-progress").hidden = share === null;
  byId<HTMLProgressElement>("document-share").value = share ?? 0;
  // Every tenth part is said; a voice that counts to a hundred helps nobody.
  say(share === null ? "" : share === 0 ? text("document-sealing") : text("document-share", Math.floor(share * 10) * 10));
}

function say(words: string): void {
  const status = byId("document-share-text");
  if (status.textContent !== words) status.textContent = words;
}

/** While it is on its way nothing of it changes; only stopping works. */
function lock(on: boolean): void {
  for (const id of ["document-file", "document-about", "document-clean", "blackout-undo"]) byId<HTMLInputElement>(id).disabled = on;
  byId("blackout-place").inert = on;
  byId("document-send").setAttribute("aria-disabled", String(on));
}

/** What went wrong with a document; there are always words, for what nobody thought of too. */
function documentWords(failure: unknown): string {
  if (failure instanceof FileRefusal) return text(`file-${failure.code}`);
  if (failure instanceof ApiRefusal) {
    switch (failure.code) {
      case "documents-off":
      case "not-asked":
      case "case-closed":
        return text("document-not-taken");
      case "documents-full":
      case "unknown-receipt":
        return wordsFor(failure);
      case "unknown-document":
        return text("document-gone");
      default:
        return text("document-failed", failure.code);
    }
  }
  if (failure instanceof NotReached || failure instanceof KeysRenewing || failure instanceof CaseBroken) return wordsFor(failure);
  return text("document-failed", failure instanceof Error ? failure.name : "?");
}
