import { element } from "../page/dom.ts";
import type { CaseContext } from "./context.ts";

/** A field under its label. */
export const labelled = (label: string, field: HTMLElement): HTMLElement =>
  element("div", { class: "govuk-form-group cm-field" }, element("label", { class: "govuk-label", for: field.id }, label), field);

/** A button that submits its form. */
export const button = (words: string, style = ""): HTMLButtonElement =>
  element("button", { type: "submit", class: `govuk-button ${style}`.trim() }, words);

/** Something that is opened when it is needed. */
export const folded = (title: string, content: HTMLElement): HTMLElement =>
  element(
    "details",
    { class: "govuk-details cm-folded" },
    element("summary", { class: "govuk-details__summary" }, element("span", { class: "govuk-details__summary-text" }, title)),
    element("div", { class: "govuk-details__text" }, content),
  );

/** Copies a text; where the browser does not let it, it says so. */
export function copyButton(value: string, { texts }: CaseContext, label = ""): HTMLButtonElement {
  const copy = element("button", { type: "button", class: "govuk-button govuk-button--secondary cm-copy" }, texts("Copy"));
  if (label !== "") copy.setAttribute("aria-label", texts("CopyField", label));
  copy.addEventListener("click", () => {
    void navigator.clipboard.writeText(value).then(() => (copy.textContent = texts("Copied")), () => (copy.textContent = texts("CopyByHand")));
  });
  return copy;
}
