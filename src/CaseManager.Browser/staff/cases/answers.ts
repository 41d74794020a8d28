import type { Entry } from "../../lib/casework/entry.ts";
import { entriesOf } from "../../lib/casework/entry.ts";
import { nextObject } from "../../lib/casework/sealNext.ts";
import { wasShown } from "../../lib/casework/shownAnswers.ts";
import { call } from "../page/api.ts";
import { element, onSubmit } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";
import { button, labelled } from "./fields.ts";
import type { Mail, Notice } from "./takedowns.ts";

type Answer = Extract<Entry, { kind: "answer" }>;

/** What a mail can be said to be. */
const mailKinds = [
  "acknowledged", "asks_for_more", "refused", "says_removed", "confirm_address", "other", "bounce_permanent", "bounce_temporary", "bounce_policy", "auto_reply",
] as const;

/** What came back to a notice: its words as they were sealed, what it is taken for, and what a person can do with it. */
export function answersTo(notice: Notice, context: CaseContext): HTMLElement[] {
  const { open } = context.file.current();
  return entriesOf(open.entries, "answer")
    .filter(({ body }) => body.noticeId === notice.noticeId)
    .map((answer) => answerCard(answer, context));
}

function answerCard(answer: Answer, context: CaseContext): HTMLElement {
  const { texts, codes } = context;
  const mail = context.takedowns().mails.find(({ objectId }) => objectId === answer.objectId);
  const facts = mail === undefined ? [] : factsOf(mail, context);
  return element(
    "section",
    { class: "cm-answer", id: `answer-${answer.objectId}` },
    element("h4", { class: "govuk-heading-s cm-answer__title" }, texts("AnswerWas"), " ", moment(answer.body.receivedAt), mail === undefined ? "" : ` · ${codes(`answer.${mail.decidedClass ?? mail.class}`)}`),
    ...(facts.length === 0 ? [] : [element("ul", { class: "cm-facts" }, ...facts.map((fact) => element("li", {}, fact)))]),
    element("pre", { class: "cm-exact cm-typed", tabindex: "0", dir: "auto" }, answer.body.text),
    ...(mail?.needsPerson === true ? [confirmForm(mail, context)] : []),
    showForm(answer, context),
  );
}

function factsOf(mail: Mail, { texts, codes }: CaseContext): string[] {
  return [
    codes(`match.${mail.match}`),
    ...(mail.verified ? [] : [texts(mail.needsPerson ? "MailUnverified" : "MailNotProven")]),
    ...(mail.decidedClass === null && mail.needsPerson ? [texts("MailProposed", mail.rule)] : [texts("ByRule", mail.rule)]),
    ...(mail.class === "confirm_address" && mail.needsPerson ? [texts("MailConfirmAddress")] : []),
  ];
}

/** A person says what it is: only then it counts. */
function confirmForm(mail: Mail, context: CaseContext): HTMLElement {
  const { texts, codes } = context;
  const kind = element("select", { class: "govuk-select", id: `mail-kind-${mail.messageId}` }, ...mailKinds.map((code) => element("option", { value: code }, codes(`answer.${code}`))));
  kind.value = mail.class;
  const form = element("form", { class: "cm-action" }, labelled(texts("AnswerKind"), kind), button(texts("MailConfirm")));
  onSubmit(form, async () => {
    await attempt(async () => {
      await call("POST", `/api/staff/mail/${mail.messageId}/confirm`, { kind: kind.value });
      await context.refresh();
    });
  });
  return form;
}

/** Shows the survivor an answer: the same words, sealed to the key she reads with. */
function showForm({ objectId, body }: Answer, context: CaseContext): HTMLElement {
  const { texts, file } = context;
  const { open, answer } = file.current();
  if (wasShown(open.entries, body)) return element("p", { class: "cm-hint" }, texts("AnswerShown"));
  if (!answer.case.hasReceipt) return element("p", { class: "cm-hint" }, texts("NoReceipt"));
  const form = element("form", { class: "cm-action" }, element("p", { class: "cm-hint" }, texts("AnswerShowHint")), button(texts("AnswerShow"), "govuk-button--secondary"));
  onSubmit(form, async () => {
    await attempt(async () => {
      const shown = { ...body, at: new Date().toISOString() };
      await file.write(`shown-answer ${objectId}`, [nextObject("shown-answer", shown)], (objects) => call("POST", `/api/staff/cases/${file.caseId}/objects`, { objects }));
      await context.refresh();
    });
  });
  return form;
}
