import { call } from "../page/api.ts";
import { element, onSubmit } from "../page/dom.ts";
import { instantOf, localInput } from "../page/moments.ts";
import { authorityThatStands } from "./authority.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";
import { button, copyButton, labelled } from "./fields.ts";
import type { FormField, Notice } from "./takedowns.ts";

/** A second person looks at the exact text and lets it leave: what is posted is the hash of what is shown. */
export function approveForm(notice: Notice, exact: string | null, context: CaseContext): HTMLElement {
  const { texts } = context;
  const form = element(
    "form",
    { class: "cm-action" },
    element("p", { class: "cm-hint" }, texts("ApproveHint")),
    ...authorityGone(notice, context),
    ...(exact === null ? [] : [element("pre", { class: "cm-exact", tabindex: "0", dir: "auto" }, exact), button(texts("Approve"))]),
  );
  onSubmit(form, () => act(context, `/api/staff/notices/${notice.noticeId}/approve`, { previewHash: notice.previewHash }));
  return form;
}

/** The fields of a form in its order, to be copied one by one; then when it was submitted and under which reference. */
export function submitForm(notice: Notice, context: CaseContext): HTMLElement {
  const { texts } = context;
  const address = notice.form?.address ?? "";
  const at = element("input", { type: "datetime-local", class: "govuk-input cm-input--moment", id: `at-${notice.noticeId}`, value: localInput(new Date()) });
  const reference = element("input", { type: "text", class: "govuk-input", id: `reference-${notice.noticeId}`, maxlength: "200" });
  const form = element(
    "form",
    { class: "cm-action" },
    ...authorityGone(notice, context),
    element("p", { class: "govuk-body" }, texts("SubmitLead"), " ", addressOf(address, texts("OpenForm"))),
    element("ol", { class: "cm-fields" }, ...(notice.form?.fields ?? []).map((field) => formField(field, context))),
    ...otherFields(notice, context),
    labelled(texts("SubmittedWhen"), at),
    labelled(texts("SubmittedReference"), reference),
    button(texts("Submitted")),
  );
  onSubmit(form, async () => {
    const instant = instantOf(at);
    if (instant === null) return at.focus();
    await act(context, `/api/staff/notices/${notice.noticeId}/submitted`, { at: instant, reference: reference.value });
  });
  return form;
}

/** Only a browser that opens the case sees that she took her authority back, or that it ended. */
function authorityGone({ requestIds }: Notice, { directory, file, takedowns, texts }: CaseContext): HTMLElement[] {
  const laws = takedowns().requests.filter(({ requestId }) => requestIds.includes(requestId)).map(({ regime }) => regime);
  const needed = directory.regimes.some(({ id, needsAuthority }) => needsAuthority && laws.includes(id));
  return needed && authorityThatStands(file.current().open.entries) === null ? [element("p", { class: "cm-lack", role: "alert" }, texts("AuthorityGone"))] : [];
}

/** The form asks for something else: whoever fills it in writes that into the directory. */
function otherFields({ recipient }: Notice, { texts }: CaseContext): HTMLElement[] {
  const platform = /^platform:([a-z0-9-]+)$/.exec(recipient)?.[1];
  return platform === undefined ? [] : [element("p", { class: "cm-hint" }, element("a", { class: "govuk-link", href: `/platforms/${platform}` }, texts("OtherFields")))];
}

/** A person settles what no program can: it arrived, send it once more, or give it up. */
export function resolveForm(notice: Notice, context: CaseContext): HTMLElement {
  const { texts } = context;
  const form = element("form", { class: "cm-action" }, element("p", { class: "cm-hint" }, texts(notice.state === "dead-letter" ? "ResolveDead" : "ResolveUnknown")));
  const answers = notice.state === "dead-letter" ? ["send-again", "give-up"] : ["arrived", "send-again", "give-up"];
  let chosen = "";
  for (const answer of answers) {
    const choice = button(texts(`Resolve.${answer}`), "govuk-button--secondary");
    choice.addEventListener("click", () => (chosen = answer));
    form.append(choice, " ");
  }
  onSubmit(form, () => act(context, `/api/staff/notices/${notice.noticeId}/resolve`, { as: chosen }));
  return form;
}

/** Stops what has not left. */
export function cancelForm(notice: Notice, context: CaseContext): HTMLElement {
  const form = element("form", { class: "cm-action cm-action--small" }, button(context.texts("CancelNotice"), "govuk-button--warning"));
  onSubmit(form, async () => {
    if (confirm(context.texts("CancelSure"))) await act(context, `/api/staff/notices/${notice.noticeId}/cancel`);
  });
  return form;
}

async function act(context: CaseContext, address: string, body?: unknown): Promise<void> {
  await attempt(async () => {
    await call("POST", address, body);
    await context.refresh();
  });
}

/** The address of a form as a link, only where it is one that a browser may follow. */
function addressOf(address: string, words: string): HTMLElement {
  if (!/^https:\/\//.test(address)) return element("span", { class: "cm-link-text" }, address);
  return element("a", { class: "govuk-link", href: address, target: "_blank", rel: "noreferrer noopener" }, words);
}

/** One field; what is typed by hand was never here, and is not kept. */
function formField({ id, label, value, byHand }: FormField, context: CaseContext): HTMLElement {
  if (byHand) {
    return element("li", {}, element("div", { class: "cm-fields__head" }, element("strong", {}, label)), element("p", { class: "cm-hint" }, context.texts(id === "depicted_person" ? "ByHandName" : "ByHand")));
  }
  const copy = copyButton(value, context, label);
  return element("li", {}, element("div", { class: "cm-fields__head" }, element("strong", {}, label), copy), element("pre", { class: "cm-exact", dir: "auto" }, value));
}
