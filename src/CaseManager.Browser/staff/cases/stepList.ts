import { call } from "../page/api.ts";
import { element, onSubmit } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";
import { button, folded, labelled } from "./fields.ts";
import { followForm } from "./followForm.ts";
import { outsideForm } from "./outsideForm.ts";
import type { Step } from "./steps.ts";
import { fetchSteps } from "./steps.ts";
import type { TakedownRequest } from "./takedowns.ts";

/** Puts what comes next under each request: the open step with what can be done about it, and what was decided before. */
export function drawSteps(context: CaseContext): void {
  void attempt(async () => {
    const steps = await fetchSteps(context.file.caseId);
    for (const request of context.takedowns().requests) {
      document.getElementById(`steps-${request.requestId}`)?.remove();
      document.getElementById(`request-${request.requestId}`)?.append(
        element("div", { id: `steps-${request.requestId}` }, ...stepsOf(request, steps, context)),
      );
    }
  });
}

function stepsOf(request: TakedownRequest, steps: readonly Step[], context: CaseContext): HTMLElement[] {
  const own = steps.filter(({ requestId }) => requestId === request.requestId);
  const decided = own.filter(({ state }) => state === "taken" || state === "skipped");
  const asked = own.some(({ step }) => step === "police");
  return [
    ...own.filter(({ state }) => state === "open").map((step) => openStep(step, request, steps, context)),
    ...(decided.length === 0 ? [] : [element("ul", { class: "cm-facts" }, ...decided.map((step) => decidedStep(step, context)))]),
    ...(request.state === "active" && !asked ? [askedForm(request, context)] : []),
  ];
}

function openStep(step: Step, request: TakedownRequest, steps: readonly Step[], context: CaseContext): HTMLElement {
  const { texts, codes } = context;
  return element(
    "section",
    { class: "cm-action", id: `step-${step.stepId}` },
    element("h4", { class: "govuk-heading-s" }, texts("StepTitle", codes(`step.${step.step}`))),
    element("p", { class: "cm-hint" }, texts("StepSince"), " ", moment(step.openedAt)),
    ...(step.lookFirst ? [element("p", { class: "cm-lack" }, texts("StepLookFirst"))] : []),
    ...(step.action === null ? [] : [wayOf(step, request, steps, context)]),
    skipForm(step, context),
  );
}

function wayOf(step: Step, request: TakedownRequest, steps: readonly Step[], context: CaseContext): HTMLElement {
  return step.action === "remind" || step.action === "other-way" ? followForm(step, request, steps, context) : outsideForm(step, context);
}

function decidedStep({ step, state, decidedBy, decidedAt, reason, reference }: Step, { texts, codes, nameOf }: CaseContext): HTMLElement {
  return element(
    "li",
    {},
    texts(state === "taken" ? "StepTaken" : "StepSkipped", codes(`step.${step}`), decidedBy === null ? "" : nameOf(`staff:${decidedBy}`)),
    " ",
    ...(decidedAt === null ? [] : [moment(decidedAt)]),
    ...(reason === null ? [] : [" ", element("q", { dir: "auto" }, reason)]),
    ...(reference === null ? [] : [" ", texts("Reference", reference)]),
  );
}

/** Decides against a step and says why. */
function skipForm(step: Step, context: CaseContext): HTMLElement {
  const { texts } = context;
  const why = element("input", { type: "text", class: "govuk-input", id: `skip-${step.stepId}`, maxlength: "500" });
  const form = element("form", {}, labelled(texts("StepSkipWhy"), why), button(texts("StepSkip"), "govuk-button--secondary"));
  onSubmit(form, async () => {
    if (why.value.trim() === "") return why.focus();
    await attempt(async () => {
      await call("POST", `/api/staff/steps/${step.stepId}/skip`, { why: why.value });
      await context.refresh();
    });
  });
  return folded(texts("StepSkipTitle"), form);
}

/** Going to the police is hers to ask for; nothing proposes it. */
function askedForm(request: TakedownRequest, context: CaseContext): HTMLElement {
  const { texts } = context;
  const form = element("form", {}, element("p", { class: "cm-hint" }, texts("StepPoliceHint")), button(texts("StepPolice"), "govuk-button--secondary"));
  onSubmit(form, async () => {
    await attempt(async () => {
      await call("POST", `/api/staff/requests/${request.requestId}/steps`, { step: "police" });
      await context.refresh();
    });
  });
  return folded(texts("StepPoliceTitle"), form);
}
