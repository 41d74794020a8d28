import { entriesOf } from "../../lib/casework/entry.ts";
import { byId, element } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import { toldIn } from "./told.ts";

/** The report as it was told. */
export function drawReport({ file, texts, codes, nameOf }: CaseContext): void {
  const { open, answer } = file.current();
  const told = toldIn(open.entries);
  const origin = entriesOf(open.entries, "report").at(-1) ?? entriesOf(open.entries, "assisted-report").at(-1) ?? entriesOf(open.entries, "draft").at(-1);
  byId("report-none").hidden = told !== null;
  if (told === null || origin === undefined) return;
  byId("report-draft").hidden = origin.kind !== "draft";
  byId("report-system").hidden = !origin.addedBySystem;
  const source = origin.kind === "assisted-report" ? texts("TakenBy", origin.body.takenBy, codes(`source.${origin.body.source}`)) : nameOf(origin.author);
  const deadline = told.deadline ? [told.deadline.date, told.deadline.why].filter((part) => part !== "").join(": ") : "";
  const lines: readonly (readonly [string, string | HTMLElement])[] = [
    ["ReportFrom", source],
    ["ReportAt", moment(told.at ?? answer.case.receivedAt)],
    ["ReportAbout", told.about === undefined ? "" : codes(`about.${told.about}`)],
    ["ReportStory", told.story ?? ""],
    ["ReportWhere", told.where ?? ""],
    ["ReportSince", told.since ?? ""],
    ["ReportAge", told.age === undefined ? "" : codes(`age.${told.age}`)],
    ["ReportDanger", told.danger === undefined ? "" : codes(`danger.${told.danger}`)],
    ["ReportDeadline", deadline],
    ["ReportName", told.name ?? ""],
    ["ReportLeftovers", told.leftovers ?? ""],
    ["ReportLanguage", [told.language === undefined ? "" : languageName(told.language), told.zone ?? ""].filter((part) => part !== "").join(" · ")],
  ];
  byId("report-list").replaceChildren(
    ...lines
      .filter(([, value]) => value !== "")
      .map(([label, value]) =>
        element("div", { class: "cm-told__line" }, element("dt", {}, texts(label)), element("dd", { class: "cm-typed", dir: "auto" }, value))),
  );
}

/** A tag that is well formed for us may be none for the browser: then the tag itself. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
