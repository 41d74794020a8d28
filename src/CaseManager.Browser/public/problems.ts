import { byId, make } from "./dom.ts";
import { text } from "./texts.ts";

/** Something she can put right: the box it is about, `null` where there is none, and what to do. */
export interface Problem {
  readonly box: string | null;
  readonly words: string;
}

/** Shows problems at the top and at their boxes, and moves there; none clears them. */
export function showProblems(problems: readonly Problem[]): void {
  clearProblems();
  if (problems.length === 0) return;
  const summary = byId("error-summary");
  summary.hidden = false;
  summary.querySelector("ul")!.append(...problems.map(({ box, words }) => {
    if (box === null) return make("li", {}, words);
    const link = make("a", { href: `#${box}` }, words);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      focusOf(box)?.focus();
    });
    return make("li", {}, link);
  }));
  for (const { box, words } of problems) if (box !== null) mark(box, words);
  summary.focus();
}

/** Takes all problems away. */
export function clearProblems(): void {
  const summary = byId("error-summary");
  summary.hidden = true;
  summary.querySelector("ul")!.replaceChildren();
  for (const message of document.querySelectorAll<HTMLElement>(".govuk-error-message:not([hidden])")) {
    message.hidden = true;
    const group = message.closest(".govuk-form-group");
    group?.classList.remove("govuk-form-group--error");
    for (const box of group?.querySelectorAll("[aria-invalid]") ?? []) {
      box.removeAttribute("aria-invalid");
      box.classList.remove("govuk-input--error", "govuk-textarea--error");
      describe(box, message.id, false);
    }
  }
}

function mark(box: string, words: string): void {
  const group = byId(`${box}-group`);
  group.classList.add("govuk-form-group--error");
  const message = byId(`${box}-error`);
  message.replaceChildren(make("span", { class: "govuk-visually-hidden" }, `${text("error-prefix")} `), words);
  message.hidden = false;
  const field = focusOf(box);
  if (field === undefined) return;
  field.setAttribute("aria-invalid", "true");
  if (field.tagName === "TEXTAREA") field.classList.add("govuk-textarea--error");
  else field.classList.add("govuk-input--error");
  describe(field, message.id, true);
}

function describe(field: Element, messageId: string, add: boolean): void {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== "" && id !== messageId);
  field.setAttribute("aria-describedby", (add ? [...ids, messageId] : ids).join(" "));
}

const focusOf = (box: string): HTMLElement | undefined =>
  document.getElementById(box) ?? byId(`${box}-group`).querySelector<HTMLElement>("input") ?? undefined;
