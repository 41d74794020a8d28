import { byId, element } from "../page/dom.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";
import { copyButton, labelled } from "./fields.ts";

/** A text that a person sends or hands in herself: in a language of her choice, to copy. Nothing of it is stored. */
export function preparedText(id: string, context: CaseContext, fetchIn: (language: string) => Promise<string>): HTMLElement {
  const { texts } = context;
  const names = new Intl.DisplayNames(undefined, { type: "language" });
  const languages = (byId("takedowns").dataset["draftLanguages"] ?? "").split(" ");
  const language = element(
    "select",
    { class: "govuk-select", id: `draft-language-${id}` },
    ...languages.map((code) => element("option", { value: code }, names.of(code) ?? code)),
  );
  const prepared = element("div", {});
  const prepare = element("button", { type: "button", class: "govuk-button govuk-button--secondary" }, texts("StepDraft"));
  prepare.addEventListener("click", () => {
    void attempt(async () => {
      const text = await fetchIn(language.value);
      prepared.replaceChildren(element("pre", { class: "cm-exact", tabindex: "0", dir: "auto" }, text), copyButton(text, context));
    });
  });
  return element("div", {}, labelled(texts("DraftLanguage"), language), prepare, prepared);
}
