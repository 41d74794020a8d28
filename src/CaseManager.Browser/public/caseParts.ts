import type { OpenedCase } from "../lib/reporting/index.ts";
import { readEntries } from "../lib/reporting/index.ts";
import { linesOf, linksText } from "./checkStep.ts";
import { byId, make } from "./dom.ts";
import { moment, text } from "./texts.ts";

/** Says what of the case could not be trusted. */
export function showWarnings({ refused, chainsBroken }: OpenedCase, staffKnown: boolean): void {
  const warnings = [
    ...(chainsBroken ? [text("case-broken")] : []),
    ...(staffKnown ? [] : [text("case-unsigned")]),
    ...(refused > 0 && staffKnown ? [text("case-refused", refused)] : []),
  ];
  byId("case-warnings").replaceChildren(...warnings.map((words) =>
    make("div", { class: "govuk-warning-text" },
      make("span", { class: "govuk-warning-text__icon", "aria-hidden": "true" }, "!"),
      make("strong", { class: "govuk-warning-text__text" }, words))));
}

/** Says how far the work is, with the moments; a kept draft gets a way to go on. */
export function showProgress({ answer: { case: one, consents } }: OpenedCase, goOn: () => void): void {
  const sending = consents.filter(({ purpose }) => purpose === "send-links");
  const isStopped = sending.length > 0 && sending.every(({ withdrawnAt }) => withdrawnAt !== null);
  const stage = one.stage === "received" && one.held ? "held" : one.stage === "working" && isStopped ? "stopped" : one.stage;
  const moments = [
    one.stage !== "draft" && one.receivedAt !== null && text("received-at", moment(one.receivedAt)),
    one.takenUpAt !== null && text("read-at", moment(one.takenUpAt)),
    one.closedAt !== null && text("closed-at", moment(one.closedAt)),
    one.stage === "draft" && one.destroyedAt && text("draft-until", moment(one.destroyedAt)),
    one.stage === "draft" && one.staffMayReadFrom && text("draft-readable", moment(one.staffMayReadFrom)),
    one.stage === "draft" && one.receivedAt !== null && text("draft-shown"),
  ].filter((words): words is string => typeof words === "string");
  const parts: Node[] = [make("p", { class: "cm-stage" }, text(`stage-${stage}`))];
  if (moments.length > 0) parts.push(make("ul", { class: "govuk-list" }, ...moments.map((words) => make("li", {}, words))));
  if (one.stage === "draft") {
    const button = make("button", { type: "button", class: "govuk-button" }, text("draft-go"));
    button.addEventListener("click", goOn);
    parts.push(button);
  }
  byId("case-progress").replaceChildren(...parts);
}

/** Shows what she told us, as it was sealed. */
export function showOwn(opened: OpenedCase): void {
  const report = [...readEntries(opened, "report"), ...readEntries(opened, "assisted-report")].at(-1)?.body;
  const rows: readonly (readonly [string, string])[] = report === undefined ? [] : [
    ["links", linksText(report)],
    ["story", linesOf(report.story, report.since)],
    ["where", linesOf(report.where)],
    ["deadline", linesOf(report.deadline?.date, report.deadline?.why)],
    ["contact", linesOf(report.contact?.address, report.contact?.hours)],
    ["name", linesOf(report.name)],
  ];
  byId("case-own").closest("details")!.hidden = report === undefined;
  byId("case-own").replaceChildren(...rows.map(([name, value]) =>
    make("div", { class: "govuk-summary-list__row" },
      make("dt", { class: "govuk-summary-list__key" }, text(`row-${name}`)),
      make("dd", { class: "govuk-summary-list__value cm-typed", dir: "auto" }, value))));
}
