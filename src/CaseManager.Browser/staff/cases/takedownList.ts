import { entriesOf } from "../../lib/casework/entry.ts";
import { byId, element } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import { answersTo } from "./answers.ts";
import type { CaseContext } from "./context.ts";
import { folded } from "./fields.ts";
import { looksOf } from "./looks.ts";
import { approveForm, cancelForm, resolveForm, submitForm } from "./noticeForms.ts";
import { answerForm, closeRequestForm, goneForm, resumeForm, thereForm } from "./requestForms.ts";
import { preparedText } from "./preparedText.ts";
import { fetchRescission } from "./steps.ts";
import type { Notice, TakedownRequest } from "./takedowns.ts";
import { drawVenues, venueOf } from "./venues.ts";
import { isUnsent } from "./takedowns.ts";

/** What left, what waits, what is due: the same things she sees in her ledger, with what staff can do about them. */
export function drawTakedowns(context: CaseContext): void {
  const { notices, requests } = context.takedowns();
  byId("takedowns-none").hidden = notices.length > 0;
  byId("notice-list").replaceChildren(...notices.toSorted(asProposed).map((notice) => noticeCard(notice, context)));
  byId("request-list").replaceChildren(...requests.map((request) => requestCard(request, context)));
  byId("requests").hidden = requests.length === 0;
  drawVenues(context);
}

/** Oldest release first; within one the form before the mail, as they were proposed. */
function asProposed(a: Notice, b: Notice): number {
  return a.sealedAt === b.sealedAt ? routes.indexOf(a.route) - routes.indexOf(b.route) : a.sealedAt < b.sealedAt ? -1 : 1;
}

const routes = ["form", "in-app", "mail"];

function noticeCard(notice: Notice, context: CaseContext): HTMLElement {
  const { texts, codes, nameOf, file } = context;
  const copy = entriesOf(file.current().open.entries, "release-copy").find(({ objectId }) => objectId === notice.releaseCopyObjectId);
  // Hers and ours is one text: a copy that is not what was released is never shown as it.
  const exact = copy !== undefined && copy.body.previewHash === notice.previewHash ? copy.body.text : null;
  const facts: (string | HTMLElement)[][] = [
    [texts("SealedBy", nameOf(`staff:${notice.sealedBy}`)), " ", moment(notice.sealedAt)],
    ...(notice.follows === null ? [] : [[element("a", { class: "govuk-link", href: `#notice-${notice.follows}` }, texts("FollowsNotice"))]]),
    ...(notice.approvedBy === null ? [] : [[texts("ApprovedBy", nameOf(`staff:${notice.approvedBy}`))]]),
    ...(notice.leftAt === null ? [] : [[texts(notice.route === "mail" ? "LeftAt" : "SubmittedAt"), " ", moment(notice.leftAt)]]),
    ...(notice.reference === null ? [] : [[texts("Reference", notice.reference)]]),
    ...(notice.nextTryAt === null ? [] : [[texts("NextTryAt"), " ", moment(notice.nextTryAt)]]),
    ...(notice.reason === null ? [] : [[codes(`reason.${notice.reason}`)]]),
    ...(notice.possibleDuplicate ? [[texts("PossibleDuplicate")]] : []),
  ];
  const isMine = notice.sealedBy === file.me.staffId;
  const mayApprove = notice.state === "sealed" && !isMine;
  return element(
    "article",
    { class: "cm-notice", id: `notice-${notice.noticeId}` },
    element(
      "h3",
      { class: "govuk-heading-s cm-notice__title" },
      `${codes(`route.${notice.route}`)}: ${notice.recipientName} `,
      element("span", { class: `govuk-tag cm-tag cm-tag--${notice.state}` }, codes(`notice.${notice.state}`)),
    ),
    element("ul", { class: "cm-facts" }, ...facts.map((fact) => element("li", {}, ...fact))),
    ...(mayApprove && exact !== null ? [] : [exactText(exact, context)]),
    ...(mayApprove ? [approveForm(notice, exact, context)] : []),
    ...(notice.state === "sealed" && isMine ? [element("p", { class: "cm-hint" }, texts("ApproveNotYours"))] : []),
    ...(notice.state === "awaiting-operator" ? [submitForm(notice, context)] : []),
    ...(notice.state === "outcome-unknown" || notice.state === "dead-letter" ? [resolveForm(notice, context)] : []),
    ...(isUnsent(notice) ? [cancelForm(notice, context)] : []),
    ...rescissionOf(notice, context),
    ...answersTo(notice, context),
  );
}

/** She took her consent back after it had left: what can be said to them now, if she wishes that. */
function rescissionOf(notice: Notice, context: CaseContext): HTMLElement[] {
  const rests = context.takedowns().requests.some(({ requestId, state, outcome }) =>
    notice.requestIds.includes(requestId) && (state === "on-hold" || outcome === "withdrawn_by_survivor"));
  if (notice.leftAt === null || !rests) return [];
  return [
    folded(
      context.texts("RescindTitle"),
      element(
        "div",
        {},
        element("p", { class: "cm-hint" }, context.texts("RescindHint")),
        preparedText(notice.noticeId, context, (language) => fetchRescission(notice.noticeId, language)),
      ),
    ),
  ];
}

function exactText(exact: string | null, { texts }: CaseContext): HTMLElement {
  if (exact === null) return element("p", { class: "cm-preview__against" }, texts("CopyDiffers"));
  return element(
    "details",
    { class: "govuk-details" },
    element("summary", { class: "govuk-details__summary" }, element("span", { class: "govuk-details__summary-text" }, texts("ExactText"))),
    element("pre", { class: "cm-exact", tabindex: "0", dir: "auto" }, exact),
  );
}

function requestCard(request: TakedownRequest, context: CaseContext): HTMLElement {
  const { texts, codes } = context;
  const facts: (string | HTMLElement)[][] = [
    dueOf(request, context),
    ...(request.answer === null || request.answeredAt === null ? [] : [[texts("Answered", codes(`answer.${request.answer}`)), " ", moment(request.answeredAt)]]),
    ...venueOf(request, context),
    ...looksOf(request, context),
    ...(request.outcome === null ? [] : [[texts("EndedWith", codes(`outcome.${request.outcome}`))]]),
  ];
  const isOpen = request.state !== "closed";
  return element(
    "article",
    { class: "cm-request", id: `request-${request.requestId}` },
    element(
      "h3",
      { class: "govuk-heading-s cm-notice__title" },
      element("span", { class: "cm-link-text" }, request.url ?? texts("UrlDestroyed")),
      " ",
      element("span", { class: "govuk-tag cm-tag" }, codes(`target.${request.target}`)),
    ),
    element("p", { class: "cm-hint" }, `${request.recipientName} · ${codes(`request.${request.state}`)}`),
    element("ul", { class: "cm-facts" }, ...facts.map((fact) => element("li", {}, ...fact))),
    ...(isOpen ? [answerForm(request, context), goneForm(request, context), thereForm(request, context), resumeForm(request, context), closeRequestForm(request, context)] : []),
  );
}

function dueOf({ dueAt, dueReason, clockStartedAt, state }: TakedownRequest, { texts, codes }: CaseContext): (string | HTMLElement)[] {
  if (clockStartedAt === null) return [texts("ClockNotStarted")];
  if (dueAt === null) return [codes(`due.${dueReason ?? "unconfirmed"}`)];
  const over = state === "active" && new Date(dueAt).getTime() < Date.now();
  return [element("strong", { class: over ? "cm-overdue" : "" }, texts(over ? "Overdue" : "DueAt")), " ", moment(dueAt)];
}
