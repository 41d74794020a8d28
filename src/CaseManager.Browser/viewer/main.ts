// Runs alone in a frame without an origin: it gets one document from the page around it, paints it, and can reach nothing else.
import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { getDocument, PasswordException, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";
import * as worker from "pdfjs-dist/legacy/build/pdf.worker.mjs";

// A frame without an origin may not start a worker, and Trusted Types leave no way to.
(globalThis as { pdfjsWorker?: unknown }).pdfjsWorker = worker;

/** What the page around sends, once. */
interface Order {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** What she wrote that it is. */
  readonly description: string;
  /** "Page {0} of {1}". */
  readonly pageOf: string;
  readonly more: string;
}

const pagesAtOnce = 10;
const largestArea = 16_000_000; // Pixels of one page.
const tellEvery = 30_000; // Milliseconds.

let taken = false;
addEventListener("message", (event: MessageEvent<Order>) => {
  if (event.source !== parent || taken) return;
  taken = true;
  report(event.data.mediaType === "application/pdf" ? showPdf(event.data) : showPicture(event.data));
});
tell("ready");

// The page around locks its keys when nothing is done; reading here is something.
let toldAt = 0;
for (const event of ["pointerdown", "keydown", "scroll"]) {
  addEventListener(event, () => {
    if (Date.now() - toldAt < tellEvery) return;
    toldAt = Date.now();
    tell("used");
  }, { passive: true, capture: true });
}

function report(work: Promise<void>): void {
  work.then(() => tell("shown"), (failure: unknown) => tell(failure instanceof PasswordException ? "locked" : "broken"));
}

function tell(state: "ready" | "shown" | "locked" | "broken" | "used"): void {
  parent.postMessage(state, "*");
}

async function showPicture({ bytes, mediaType, description }: Order): Promise<void> {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: mediaType }));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  canvas.getContext("2d")!.drawImage(bitmap, 0, 0);
  bitmap.close();
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", description);
  document.body.append(canvas);
}

async function showPdf(order: Order): Promise<void> {
  const part = (name: string): string => new URL(`/built/pdf/${name}/`, location.href).href;
  const pdf = await getDocument({
    data: new Uint8Array(order.bytes),
    cMapUrl: part("cmaps"),
    standardFontDataUrl: part("standard_fonts"),
    wasmUrl: part("decoders"),
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  }).promise;
  await showPages(pdf, 1, order);
}

async function showPages(pdf: PDFDocumentProxy, first: number, order: Order): Promise<void> {
  const last = Math.min(first + pagesAtOnce - 1, pdf.numPages);
  for (let number = first; number <= last; number++) {
    const page = await pdf.getPage(number);
    const natural = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({
      scale: Math.min(4, (document.body.clientWidth * devicePixelRatio) / natural.width, Math.sqrt(largestArea / (natural.width * natural.height))),
    });
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", order.pageOf.replace("{0}", String(number)).replace("{1}", String(pdf.numPages)));
    document.body.append(canvas);
    await page.render({ canvas, viewport }).promise;
  }
  if (last === pdf.numPages) return;
  const more = document.createElement("button");
  more.append(order.more);
  more.addEventListener("click", () => {
    more.remove();
    report(showPages(pdf, last + 1, order));
  });
  document.body.append(more);
}
