import { call } from "../page/api.ts";
import { element, onSubmit } from "../page/dom.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";
import { button, labelled } from "./fields.ts";
import { preparedText } from "./preparedText.ts";
import type { Step } from "./steps.ts";
import { fetchDraft } from "./steps.ts";

/** A step that is done outside the program: a prepared text to copy, then who did it and under which reference. */
export function outsideForm(step: Step, context: CaseContext): HTMLElement {
  const { texts } = context;
  const body = element("select", { class: "govuk-select", id: `body-${step.stepId}` }, ...step.bodies.map(({ id, name }) => element("option", { value: id }, name)));
  const where = element("p", { class: "cm-hint", "aria-live": "polite" });
  const sayWhere = (): void => {
    const chosen = step.bodies.find(({ id }) => id === body.value);
    where.textContent = chosen === undefined ? "" : `${chosen.channel} · ${chosen.when}`;
  };
  body.addEventListener("change", sayWhere);
  sayWhere();
  const reference = element("input", { type: "text", class: "govuk-input", id: `step-reference-${step.stepId}`, maxlength: "200" });
  const form = element(
    "form",
    {},
    ...(step.bodies.length === 0 ? [] : [labelled(texts("StepBody"), body), where]),
    ...(step.action === "draft" ? [preparedText(step.stepId, context, (language) => fetchDraft(step.stepId, body.value, language))] : []),
    labelled(texts("SubmittedReference"), reference),
    button(texts("StepDone")),
  );
  onSubmit(form, async () => {
    await attempt(async () => {
      await call("POST", `/api/staff/steps/${step.stepId}/take`, { body: body.value, reference: reference.value });
      await context.refresh();
    });
  });
  return form;
}
