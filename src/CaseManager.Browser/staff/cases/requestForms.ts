import { nextObject } from "../../lib/casework/sealNext.ts";
import { eraseSecrets } from "../../lib/links/index.ts";
import { call } from "../page/api.ts";
import { byId, element, onSubmit } from "../page/dom.ts";
import { instantOf, localInput } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";
import { button, folded, labelled } from "./fields.ts";
import type { TakedownRequest } from "./takedowns.ts";

const answerKinds = ["acknowledged", "asks_for_more", "refused", "says_removed", "confirm_address", "other"];

/** Records what a recipient answered: its words sealed to staff, its kind as a code. */
export function answerForm(request: TakedownRequest, context: CaseContext): HTMLElement {
  const { texts, codes, file, takedowns } = context;
  const kind = element("select", { class: "govuk-select", id: `answer-kind-${request.requestId}` }, ...answerKinds.map((code) => element("option", { value: code }, codes(`answer.${code}`))));
  const at = element("input", { type: "datetime-local", class: "govuk-input cm-input--moment", id: `answer-at-${request.requestId}`, value: localInput(new Date()) });
  const words = element("textarea", { class: "govuk-textarea", id: `answer-text-${request.requestId}`, rows: "4", maxlength: "60000" });
  const form = element("form", { class: "cm-action" }, labelled(texts("AnswerKind"), kind), labelled(texts("AnswerAt"), at), labelled(texts("AnswerText"), words), button(texts("AnswerRecord")));
  onSubmit(form, async () => {
    const receivedAt = instantOf(at);
    if (receivedAt === null) return at.focus();
    const noticeId = takedowns().notices.findLast(({ requestIds }) => requestIds.includes(request.requestId))?.noticeId ?? null;
    const body = { v: 1, noticeId, text: eraseSecrets(words.value.trim()), receivedAt, at: new Date().toISOString() } as const;
    await attempt(async () => {
      await file.write(`answer ${request.requestId} ${body.text} ${receivedAt}`, [nextObject("answer", body)], (objects) =>
        call("POST", `/api/staff/requests/${request.requestId}/answer`, { kind: kind.value, receivedAt, objects }));
      await context.refresh();
    });
  });
  return folded(texts("AnswerTitle"), form);
}

/** A person looked, and it was gone; a second person makes it certain. */
export function goneForm(request: TakedownRequest, context: CaseContext): HTMLElement {
  const { texts, file } = context;
  if (!["unverified", "live", "withheld", "suspected-gone", "reappeared", "not-checkable"].includes(request.target)) return element("span");
  if (request.missedBy === file.me.staffId) return element("p", { class: "cm-hint" }, texts("GoneWaits"));
  const form = element("form", { class: "cm-action" }, element("p", { class: "cm-hint" }, texts("GoneHint")), button(texts("GoneRecord"), "govuk-button--secondary"));
  onSubmit(form, async () => {
    await attempt(async () => {
      await call("POST", `/api/staff/requests/${request.requestId}/gone`);
      await context.refresh();
    });
  });
  return folded(texts("GoneTitle"), form);
}

/** A person looked, and it is there, or there again. */
export function thereForm(request: TakedownRequest, context: CaseContext): HTMLElement {
  const { texts } = context;
  if (!["gone", "suspected-gone", "not-checkable", "unverified"].includes(request.target)) return element("span");
  const form = element("form", { class: "cm-action" }, element("p", { class: "cm-hint" }, texts("ThereHint")), button(texts("ThereRecord"), "govuk-button--secondary"));
  onSubmit(form, async () => {
    await attempt(async () => {
      await call("POST", `/api/staff/requests/${request.requestId}/there`);
      await context.refresh();
    });
  });
  return folded(texts("ThereTitle"), form);
}

/** Lets a request go on that rested. */
export function resumeForm(request: TakedownRequest, context: CaseContext): HTMLElement {
  const { texts } = context;
  if (request.state !== "on-hold") return element("span");
  const form = element("form", { class: "cm-action" }, element("p", { class: "cm-hint" }, texts("ResumeHint")), button(texts("ResumeRequest"), "govuk-button--secondary"));
  onSubmit(form, async () => {
    await attempt(async () => {
      await call("POST", `/api/staff/requests/${request.requestId}/resume`);
      await context.refresh();
    });
  });
  return folded(texts("ResumeTitle"), form);
}

/** Ends one request with an outcome. */
export function closeRequestForm(request: TakedownRequest, context: CaseContext): HTMLElement {
  const { texts } = context;
  const outcome = byId<HTMLSelectElement>("close-outcome").cloneNode(true) as HTMLSelectElement;
  outcome.id = `outcome-${request.requestId}`;
  const form = element("form", { class: "cm-action" }, labelled(texts("RequestOutcome"), outcome), button(texts("RequestClose"), "govuk-button--secondary"));
  onSubmit(form, async () => {
    if (outcome.value === "") return outcome.focus();
    await attempt(async () => {
      await call("POST", `/api/staff/requests/${request.requestId}/close`, { outcome: outcome.value });
      await context.refresh();
    });
  });
  return folded(texts("RequestCloseTitle"), form);
}
