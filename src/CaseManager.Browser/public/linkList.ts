import type { Extraction, NormalizedLink } from "../lib/links/index.ts";
import { erased, eraseSecrets, extractLinks, holdsSecret, seededDirectory } from "../lib/links/index.ts";
import { byId, make } from "./dom.ts";
import { text, textOr } from "./texts.ts";

/** What is understood of a box as it stands. */
export const linksIn = (box: string): Extraction => extractLinks(byId<HTMLTextAreaElement>(box).value, seededDirectory);

/** A link as it goes into a report; one that holds a login code is left out. */
export function linkRow({ input, key, platform }: NormalizedLink): { typed: string; key: string | null; platform: string | null } {
  return { typed: input, key, platform };
}

/** Links worth keeping. */
export const keptLinks = (extraction: Extraction): NormalizedLink[] => extraction.links.filter((link) => !holdsSecret(link.reason));

/** Lists under each links box what is understood of it, while she types. The box itself stays the only truth. */
export function startLinkLists(): void {
  for (const list of document.querySelectorAll<HTMLElement>("[data-links-of]")) {
    const box = list.dataset["linksOf"]!;
    const status = make("p", { class: "govuk-body govuk-!-font-weight-bold", role: "status" });
    const rows = make("div");
    list.replaceChildren(status, rows);
    let timer = 0;
    const refresh = (): void => {
      clearTimeout(timer);
      timer = window.setTimeout(() => showLinks(box, status, rows), 250);
    };
    byId(box).addEventListener("input", refresh);
    // Nothing else may move: the button that is just being pressed would slip away.
    byId(box).addEventListener("change", () => {
      const field = byId<HTMLTextAreaElement>(box);
      field.value = eraseSecrets(field.value);
    });
  }
}

function showLinks(box: string, status: HTMLElement, rows: HTMLElement): void {
  const { pieces, links, leftovers } = linksIn(box);
  const understood = links.filter(({ kind }) => kind !== null).length;
  status.textContent = understood === 0 ? "" : understood === 1 ? text("links-understood-one") : text("links-understood", understood);
  const list = make("ul", { class: "cm-links" });
  for (const { link, text: typed } of pieces) {
    if (link !== null) list.append(rowOf(link, () => takeOut(box, typed)));
  }
  rows.replaceChildren();
  if (links.length > 0) rows.append(list);
  if (leftovers.length > 0) {
    rows.append(
      make("h2", { class: "govuk-heading-s" }, text("left-title")),
      make("p", { class: "govuk-hint" }, text("left-hint")),
      make("p", { class: "cm-leftovers" }, leftovers.join("\n")),
    );
  }
}

function rowOf(link: NormalizedLink, remove: () => void): HTMLElement {
  const shown = holdsSecret(link.reason) ? erased : link.input;
  const button = make("button", { type: "button", class: "cm-quiet", "aria-label": text("remove-link", shown) }, text("remove"));
  button.addEventListener("click", remove);
  return make("li", {}, make("div", {}, make("span", { class: "cm-links__address", dir: "ltr" }, shown), make("span", { class: "cm-links__what" }, describe(link))), button);
}

/** What a link is, in words. */
export function describe({ reason, kind, platform }: NormalizedLink): string {
  if (holdsSecret(reason)) return text("secret-link");
  if (kind === null) return text("unread-link");
  const what = text(`kind-${kind}`);
  return platform === null ? what : text("on-platform", textOr(`platform-${platform}`, platform), what);
}

/** The link that is written so, wherever it stands by now. */
function takeOut(box: string, typed: string): void {
  const field = byId<HTMLTextAreaElement>(box);
  const { pieces } = linksIn(box);
  const at = pieces.findIndex(({ link, text: written }) => link !== null && written === typed);
  field.value = pieces.filter((_, place) => place !== at).map((piece) => piece.text).join("").replace(/\n{2,}/g, "\n").trim();
  field.dispatchEvent(new Event("input"));
  field.focus();
}
