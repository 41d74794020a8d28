import type { OpenedCase, Upload } from "../../lib/reporting/index.ts";
import { prepareUpload, sendUpload } from "../../lib/reporting/index.ts";
import { breathe, byId, isTicked, onceAtATime, typedIn } from "../dom.ts";
import { wordsFor } from "../failures.ts";
import { clearProblems, showProblems } from "../problems.ts";
import { text } from "../texts.ts";
import type { BlackOut } from "./blackOut.ts";
import { blackOut } from "./blackOut.ts";
import { FileRefusal, readChosen } from "./picture.ts";

/** What the form needs of the case on the screen. */
export interface DocumentCase {
  current(): OpenedCase;
  /** Fetches and opens it anew. */
  refresh(): Promise<OpenedCase>;
  /** Shows what a document was sent to. */
  sent(): Promise<void>;
}

interface Ready {
  readonly name: string;
  readonly picture: BlackOut | null;
  /** Of a PDF. */
  readonly bytes: Uint8Array | null;
}

let askedId: string | null = null;
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
  [askedId, ready, upload, sending] = [null, null, null, null];
  byId<HTMLFormElement>("document-form").reset();
  byId("document-form").hidden = true;
  byId("blackout-place").replaceChildren();
  byId("blackout").hidden = true;
  byId("document-pdf").hidden = true;
  showShare(null);
  lock(false);
}

/** Wires the form once. */
export function startDocumentForm(one: DocumentCase): void {
  const file = byId<HTMLInputElement>("document-file");
  file.addEventListener("change", () => void choose(file.files?.[0] ?? null));
  byId("blackout-undo").addEventListener("click", () => {
    ready?.picture?.undo();
    upload = null;
  });
  byId("blackout-place").addEventListener("pointerup", () => (upload = null));
  byId("blackout-place").addEventListener("keydown", () => (upload = null));
  for (const id of ["document-about", "document-clean"]) byId(id).addEventListener("input", () => (upload = null));
  byId("document-cancel").addEventListener("click", () => {
    closeDocumentForm();
    byId("case-documents").focus();
  });
  const send = onceAtATime(() => sendChosen(one));
  byId("document-form").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
}

async function choose(file: File | null): Promise<void> {
  const before = askedId;
  [ready, upload] = [null, null];
  byId("blackout-place").replaceChildren();
  byId("blackout").hidden = true;
  byId("document-pdf").hidden = true;
  clearProblems();
  if (file === null) return;
  try {
    const chosen = await readChosen(file);
    if (askedId !== before) return;
    const picture = chosen.kind === "picture" ? blackOut(chosen.bitmap) : null;
    ready = { name: file.name.slice(0, 500), picture, bytes: chosen.kind === "pdf" ? chosen.bytes : null };
    if (picture !== null) byId("blackout-place").replaceChildren(picture.canvas);
    byId("blackout").hidden = picture === null;
    byId("document-pdf").hidden = picture !== null;
  } catch (failure) {
    byId<HTMLInputElement>("document-file").value = "";
    showProblems([{ box: "document-file", words: refusalWords(failure) }]);
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
  const stop = new AbortController();
  sending = stop;
  lock(true);
  showShare(0);
  try {
    upload ??= await prepared(ready, askedId, about);
    stop.signal.throwIfAborted();
    await sendUpload(one.current(), upload, one.refresh, showShare, stop.signal);
    closeDocumentForm();
    await one.sent();
  } catch (failure) {
    if (stop.signal.aborted) return;
    showShare(null);
    showProblems([{ box: "document-file", words: failure instanceof FileRefusal ? refusalWords(failure) : wordsFor(failure) }]);
  } finally {
    if (sending === stop) {
      sending = null;
      lock(false);
    }
  }
}

/** Painted and sealed once: what goes on after a lost connection is the same bytes. */
async function prepared({ name, picture, bytes }: Ready, asked: string, description: string): Promise<Upload> {
  await breathe();
  const { bytes: content, mediaType } = picture === null ? { bytes: bytes!, mediaType: "application/pdf" as const } : await picture.encode();
  return prepareUpload(content, { askedId: asked, mediaType, name, description }, breathe);
}

function showShare(share: number | null): void {
  const box = byId("document-progress");
  box.hidden = share === null;
  byId<HTMLProgressElement>("document-share").value = share ?? 0;
  byId("document-share-text").textContent = share === null ? "" : share === 0 ? text("document-sealing") : text("document-share", Math.floor(share * 100));
}

/** While it is on its way nothing of it changes; only stopping works. */
function lock(on: boolean): void {
  for (const id of ["document-file", "document-about", "document-clean", "blackout-undo"]) byId<HTMLInputElement>(id).disabled = on;
  byId("blackout-place").inert = on;
  byId("document-send").setAttribute("aria-disabled", String(on));
}

function refusalWords(failure: unknown): string {
  if (failure instanceof FileRefusal) return text(`file-${failure.code}`);
  throw failure;
}
