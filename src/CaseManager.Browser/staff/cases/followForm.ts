import { entriesOf } from "../../lib/casework/entry.ts";
import { releaseCopies, signRelease } from "../../lib/casework/release.ts";
import { call } from "../page/api.ts";
import { element, onSubmit } from "../page/dom.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";
import { button } from "./fields.ts";
import type { ShownPreview } from "./previews.ts";
import { fetchPreviews, previewCard, PreviewRefusal } from "./previews.ts";
import { citedAuthority } from "./regimeChoice.ts";
import type { Step } from "./steps.ts";
import type { TakedownRequest } from "./takedowns.ts";

/** Prepares a reminder or another way: the exact text first, for every link of that notice whose step is open as well, then a signature. */
export function followForm(step: Step, request: TakedownRequest, steps: readonly Step[], context: CaseContext): HTMLElement {
  const { texts } = context;
  const shown = element("div", { "aria-live": "polite" });
  const prepare = element("button", { type: "button", class: "govuk-button" }, texts("StepPrepare"));
  prepare.addEventListener("click", () => {
    void attempt(async () => {
      shown.replaceChildren(await preparedForm(step, request, steps, context));
    });
  });
  return element("div", {}, prepare, shown);
}

async function preparedForm(step: Step, request: TakedownRequest, steps: readonly Step[], context: CaseContext): Promise<HTMLElement> {
  const { file, texts } = context;
  const { follows } = step;
  const links = linksBeside(step, steps, context);
  const regime = request.regime;
  const authority = citedAuthority(context);
  const { previews, links: shownLinks } = await fetchPreviews(file.caseId, { links, regime, language: "en", authority, ownWork: false, follows });
  const adult = element("input", { type: "checkbox", class: "govuk-checkboxes__input", id: `follow-adult-${step.stepId}` });
  const none = element("p", { class: "govuk-error-message", role: "alert" }, texts("StepNone"));
  none.hidden = true;
  const form = element(
    "form",
    {},
    ...previews.map((preview) => previewCard(preview, context)),
    element(
      "div",
      { class: "govuk-checkboxes" },
      element("div", { class: "govuk-checkboxes__item" }, adult, element("label", { class: "govuk-label govuk-checkboxes__label", for: adult.id }, texts("StepAdult"))),
    ),
    none,
    button(texts("StepSign")),
  );
  onSubmit(form, async () => {
    if (!adult.checked) return adult.focus();
    const included = previews.filter(({ noticeId, mayLeave }) => mayLeave && form.querySelector<HTMLInputElement>(`#include-${noticeId}`)?.checked === true);
    none.hidden = included.length > 0;
    if (included.length === 0) return;
    await attempt(() => sign({ regime, authority, follows, links: shownLinks, previews: included }, context));
  });
  return form;
}

/**
 * Links whose requests wait for the same step after the same notice: one mail asks about all of them. Only links of the copy
 * that was sealed when that notice was released: the server names no link that nobody released.
 */
function linksBeside(step: Step, steps: readonly Step[], { file, takedowns }: CaseContext): string[] {
  const copy = entriesOf(file.current().open.entries, "release-copy").find(({ body }) => body.noticeId === step.follows);
  const released = new Set(copy?.body.links.map(({ url }) => url));
  const waiting = new Set(steps.filter(({ state, action, follows }) => state === "open" && action === step.action && follows === step.follows).map(({ requestId }) => requestId));
  const links = takedowns().requests.filter(({ requestId }) => waiting.has(requestId)).flatMap(({ url }) => url ?? []);
  if (links.length === 0 || !links.every((url) => released.has(url))) throw new PreviewRefusal();
  return links;
}

interface Following {
  readonly regime: string;
  readonly authority: string | null;
  readonly follows: string | null;
  readonly links: readonly { readonly key: string; readonly url: string }[];
  readonly previews: readonly ShownPreview[];
}

async function sign(following: Following, context: CaseContext): Promise<void> {
  const { file } = context;
  const choice = { ...following, isOwnWork: false, caseId: file.caseId, language: "en", proposed: following.regime, at: new Date().toISOString() };
  const signed = signRelease(choice, file.me);
  await file.write(`release ${following.previews.map(({ noticeId }) => noticeId).join(" ")}`, releaseCopies(choice), (objects) =>
    call("POST", `/api/staff/cases/${file.caseId}/releases`, { ...signed, objects }));
  await context.refresh();
}
