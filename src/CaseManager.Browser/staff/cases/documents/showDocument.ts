import { byId, element } from "../../page/dom.ts";
import type { Texts } from "../../page/texts.ts";

/** A document, readable. */
export interface OpenedPaper {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** What she wrote that it is. */
  readonly description: string;
}

const longestStart = 30_000; // milliseconds until a frame that says nothing counts as broken

/**
 * Shows a document in a frame of its own that has no origin, no cookies, no storage and no way to the network but to its own
 * parts: whatever a file makes it do, it cannot reach this page.
 * @returns takes it off the page and out of memory.
 */
export function showDocument(place: HTMLElement, { bytes, mediaType, description }: OpenedPaper, texts: Texts): () => void {
  const frame = element("iframe", { sandbox: "allow-scripts", src: "/document-frame", class: "cm-document-frame", title: description, referrerpolicy: "no-referrer" });
  const status = element("p", { class: "cm-hint", role: "status" }, texts("DocumentOpening"));
  const hide = element("button", { type: "button", class: "govuk-button govuk-button--secondary" }, texts("DocumentHide"));
  const late = setTimeout(() => (status.textContent = texts("DocumentBroken")), longestStart);
  const heard = ({ source, data }: MessageEvent<unknown>): void => {
    if (frame.contentWindow === null || source !== frame.contentWindow) return;
    if (data === "ready") {
      clearTimeout(late);
      // It has no origin that could be named.
      frame.contentWindow.postMessage({ bytes, mediaType, description, pageOf: texts("DocumentPage"), more: texts("DocumentMore") }, "*");
    } else if (data === "used") {
      // Reading in there is use: keys must not lock over it.
      place.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      status.textContent = data === "shown" ? "" : texts(data === "locked" ? "DocumentLocked" : "DocumentBroken");
    }
  };
  addEventListener("message", heard);
  const close = (): void => {
    clearTimeout(late);
    removeEventListener("message", heard);
    if (frame.isConnected) place.replaceChildren();
  };
  hide.addEventListener("click", () => {
    close();
    byId("documents-title").focus();
  });
  place.replaceChildren(element("h3", { class: "govuk-heading-s", dir: "auto", tabindex: "-1" }, description), status, frame, hide);
  place.querySelector("h3")!.focus();
  return close;
}
