import type { Body } from "../lib/sealing/index.ts";
import { chosen } from "./choices.ts";
import { isYoung, reportOf } from "./answers.ts";
import { byId, make } from "./dom.ts";
import type { Step } from "./steps.ts";
import { text } from "./texts.ts";

/** Lists what would be sent, each with a way to change it. */
export function showCheck(change: (step: Step) => void): void {
  const report = reportOf();
  const rows: [string, string, Step | null][] = [
    ["about", labelOf("about"), "about"],
    ["links", linksText(report), "links"],
    ["age", labelOf("age"), "age"],
    ["danger", labelOf("danger"), "danger"],
    ["story", linesOf(report.story, report.since), "story"],
    ["where", linesOf(report.where), "where"],
    ["deadline", linesOf(report.deadline?.date, report.deadline?.why), "deadline"],
    ["contact", linesOf(contactHow(report), report.contact?.hours, report.contact?.never), "contact"],
    ["name", linesOf(report.name), "name"],
    ["send-links", isYoung() ? text("not-asked") : yesOrNo("send-links"), isYoung() ? null : "send-links"],
    ["statistics", yesOrNo("statistics"), "statistics"],
  ];
  byId("check-list").replaceChildren(...rows.map(([name, value, step]) => {
    const what = text(`row-${name}`);
    const row = make("div", { class: "govuk-summary-list__row" },
      make("dt", { class: "govuk-summary-list__key" }, what),
      make("dd", { class: "govuk-summary-list__value cm-typed", dir: "auto" }, value));
    if (step !== null) {
      const button = make("button", { type: "button", class: "cm-quiet", "aria-label": text("change-what", what) }, text("change"));
      button.addEventListener("click", () => change(step));
      row.append(make("dd", { class: "govuk-summary-list__actions" }, button));
    }
    return row;
  }));
}

/** The links and leftovers of a report, one a line. */
export function linksText(report: Pick<Body<"report">, "links" | "leftovers">): string {
  const lines = [...report.links.map((link) => link.typed), report.leftovers].filter((line) => line !== "");
  return lines.length === 0 ? text("no-links") : lines.join("\n");
}

const contactHow = ({ contact }: Body<"report">): string =>
  contact === null ? "" : [labelOf("contact"), contact.address].filter((part) => part !== "").join(": ");

/** What was given, one a line. */
export const linesOf = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== "").join("\n") || text("none-given");

const yesOrNo = (group: string): string =>
  chosen(group) === "" ? text("none-given") : text(chosen(group) === "yes" ? "yes" : "no");

/** The words beside the chosen answer. */
function labelOf(group: string): string {
  const value = chosen(group);
  return value === "" ? text("none-given") : (document.querySelector(`label[for="${group}-${value}"]`)?.textContent ?? value);
}
