import type { CheckedFile, CheckedRow } from "../../../lib/importing/checkFile.ts";
import { byId, element } from "../../page/dom.ts";
import { textsOf } from "../../page/texts.ts";
import { type FindingLine, findingLines, reportFile } from "./findingWords.ts";
import type { ReadyRow } from "./knownRows.ts";
import { offerFile } from "./offerFile.ts";

/** Lines shown on the page; the report file holds all of them. */
const mostShown = 200;

/** What is known of a file so far. */
export interface Standing {
  readonly name: string;
  readonly file: CheckedFile;
  readonly ready: readonly ReadyRow[];
  /** Rows that the server did not take, with its code. */
  readonly refused: ReadonlyMap<CheckedRow, string>;
}

/** The rows that an import would send now. */
export const waiting = ({ ready, refused }: Standing, anyway: boolean): ReadyRow[] =>
  ready.filter((one) => one.caseId === undefined && !refused.has(one.row) && (anyway || one.before === undefined));

/** Says what was read, what would be imported, and what was not understood. */
export function drawChecked(standing: Standing, anyway: boolean): void {
  const texts = textsOf();
  const { name, file, ready, refused } = standing;
  const now = waiting(standing, anyway);
  const there = ready.filter(({ caseId }) => caseId !== undefined).length;
  const held = ready.filter(({ caseId, before }) => caseId === undefined && before !== undefined);
  const counts: readonly (readonly [string, number])[] = [
    ["Ready", now.length],
    ["WithRemarks", now.filter(({ row }) => row.findings.length > 0).length],
    ["Bad", file.rows.length - ready.length + refused.size],
    ["There", there],
    ["Held", anyway ? 0 : held.length],
  ];
  byId("import-of").textContent = texts("Of", name, file.rows.length);
  byId("import-summary").replaceChildren(
    ...counts.filter(([what, count]) => count > 0 || what === "Ready").map(([what, count]) => element("li", {}, texts(what, count))));
  byId("import-kept").textContent = texts("Kept", file.keptColumns.join(", "));
  byId("import-kept").hidden = file.keptColumns.length === 0;
  byId("import-held").hidden = held.length === 0;
  byId("import-held-list").replaceChildren(...held.slice(0, mostShown).map(({ row, before }) => heldLine(row, before ?? null)));
  const start = byId<HTMLButtonElement>("import-start");
  start.textContent = texts("ImportCount", now.length);
  start.hidden = now.length === 0;
  byId("import-mend").hidden = file.rows.length === ready.length && refused.size === 0;
  drawFindings(findingLines(file.rows, refused));
}

function heldLine({ row, reference }: CheckedRow, before: string | null): HTMLElement {
  const texts = textsOf();
  const words = `${texts("HeaderRow")} ${row} · `;
  const name = element("bdi", {}, reference);
  return element("li", {}, words, before === null ? name : element("a", { class: "govuk-link", href: `/cases/${before}` }, name));
}

function drawFindings(lines: readonly FindingLine[]): void {
  const texts = textsOf();
  byId("import-said").hidden = lines.length === 0;
  byId("import-findings").replaceChildren(...lines.slice(0, mostShown).map(findingRow));
  byId("import-rest").hidden = lines.length <= mostShown;
  byId("import-rest").textContent = texts("Rest", lines.length - mostShown);
  const link = byId<HTMLAnchorElement>("import-report");
  link.textContent = texts("Report");
  offerFile(link, texts("ReportName"), reportFile(lines));
}

function findingRow({ row, reference, level, column, cell, words }: FindingLine): HTMLElement {
  const texts = textsOf();
  const labels = byId("import-findings").dataset;
  const number = row.row === row.line ? String(row.row) : texts("RowLine", row.row, row.line);
  const shown = cell !== "" && !words.includes(cell) ? [element("bdi", { class: "cm-import-cell" }, cell)] : [];
  const mark = element("span", { class: `cm-mark cm-import-mark--${level}` }, texts(level));
  return element(
    "tr", { class: "govuk-table__row" },
    element("th", { scope: "row", class: "govuk-table__header", "data-label": labels["row"]! }, number),
    element("td", { class: "govuk-table__cell cm-import-text cm-import-short", "data-label": labels["reference"]! }, ...(reference === "" ? [] : [element("bdi", {}, reference)])),
    element("td", { class: "govuk-table__cell cm-import-text cm-import-short", "data-label": labels["column"]! }, ...(column === "" ? [] : [element("bdi", {}, column)])),
    element("td", { class: "govuk-table__cell cm-import-text" }, mark, " ", element("span", { dir: "auto" }, words), ...shown),
  );
}
