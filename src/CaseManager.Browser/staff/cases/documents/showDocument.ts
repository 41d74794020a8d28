import { byId, element } from "../../page/dom.ts";
import type { Texts } from "../../page/texts.ts";

/** A document, readable. */
export interface OpenedPaper {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** What she wrote that it is. */
  readonly description: string;
}

/**
 * Shows a document in a frame of its own that has no origin, no cookies, no storage and no way to the network but to its own
 * parts: whatever a file makes it do, it cannot reach this page. Gone with the next one, or with the button.
 */
export function showDocument(place: HTMLElement, { bytes, mediaType, description }: OpenedPaper, texts: Texts): void {
  const frame = element("iframe", { sandbox: "allow-scripts", src: "/document-frame", class: "cm-document-frame", title: description, referrerpolicy: "no-referrer" });
  const status = element("p", { class: "cm-hint", role: "status" }, texts("DocumentOpening"));
  const close = element("button", { type: "button", class: "govuk-button govuk-button--secondary" }, texts("DocumentHide"));
  const heard = (event: MessageEvent<unknown>): void => {
    if (event.source !== frame.contentWindow) return;
    if (event.data === "ready") {
      // It has no origin that could be named.
      frame.contentWindow!.postMessage({ bytes, mediaType, pageOf: texts("DocumentPage"), more: texts("DocumentMore") }, "*");
    } else {
      status.textContent = event.data === "shown" ? "" : texts(event.data === "locked" ? "DocumentLocked" : "DocumentBroken");
    }
  };
  addEventListener("message", heard);
  close.addEventListener("click", () => {
    removeEventListener("message", heard);
    place.replaceChildren();
    byId("documents-title").focus();
  });
  place.replaceChildren(element("h3", { class: "govuk-heading-s", dir: "auto", tabindex: "-1" }, description), status, frame, close);
  place.querySelector("h3")!.focus();
}
