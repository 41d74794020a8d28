import { encodeBody } from "../sealing/index.ts";
import type { Column } from "./columns.ts";
import { columnOf } from "./columns.ts";
import type { CsvRecord, Separator } from "./csv.ts";
import { readCsv, separators } from "./csv.ts";
import type { Finding } from "./findings.ts";
import { newFindings } from "./findings.ts";
import type { Defaults, ImportedReport } from "./readRow.ts";
import { readRow } from "./readRow.ts";

/** The most rows of one file. */
export const mostRows = 2000;
/** The largest report, bytes of JSON: what is sealed must fit the 256 KiB the server takes. */
const largestReport = 200 * 1024;

/** Why no row of a file can be read. */
export interface FileFault {
  readonly code: "no-columns" | "column-twice" | "unclosed-quote" | "no-rows" | "too-many-rows";
  readonly values: readonly (string | number)[];
}

/** One row, read whole. */
export interface CheckedRow {
  /** Its number in a spreadsheet, the header being 1. */
  readonly row: number;
  /** The line of the file it begins on. */
  readonly line: number;
  readonly reference: string;
  /** Everything that stands in it, by column: what makes it this row and no other. */
  readonly cells: readonly (readonly [string, string])[];
  readonly findings: readonly Finding[];
  /** `null` where it cannot be imported. */
  readonly report: ImportedReport | null;
}

/** A file that was read whole. */
export interface CheckedFile {
  readonly rows: readonly CheckedRow[];
  /** Columns that are not ours: each cell is kept with its case, as typed. */
  readonly keptColumns: readonly string[];
}

/** Reads a whole file before anything is sent. `pause` is awaited between rows. */
export async function checkFile(text: string, defaults: Defaults, pause: () => Promise<void> = async () => {}): Promise<CheckedFile | FileFault> {
  const separator = separatorOf(text);
  const { records, unclosed } = readCsv(text, separator);
  if (unclosed !== null) return { code: "unclosed-quote", values: [unclosed] };
  const start = records.findIndex(isFilled);
  const headers = (records[start]?.cells ?? []).map((cell) => cell.trim());
  const named = headers.map(columnOf);
  if (!named.includes("links") && !named.includes("story")) return { code: "no-columns", values: [headers.slice(0, 12).join(" | ").slice(0, 200)] };
  const keys = headers.map((header, at) => named[at] ?? header.toLowerCase());
  const twice = headers.find((header, at) => header !== "" && keys.indexOf(keys[at]!) !== at);
  if (twice !== undefined) return { code: "column-twice", values: [twice] };
  const filled = records.map((record, at) => ({ record, row: at + 1 })).slice(start + 1).filter(({ record }) => isFilled(record));
  if (filled.length === 0) return { code: "no-rows", values: [] };
  if (filled.length > mostRows) return { code: "too-many-rows", values: [filled.length, mostRows] };

  const rows: CheckedRow[] = [];
  const seen = new Map<string, number>();
  const references = new Map<string, number>();
  for (const { record, row } of filled) {
    if (rows.length % 20 === 0) await pause();
    rows.push(checkRow(record, row));
  }
  return { rows, keptColumns: headers.filter((header, at) => header !== "" && named[at] === null) };

  function checkRow(record: CsvRecord, row: number): CheckedRow {
    const findings = newFindings();
    const known = new Map<Column, string>();
    const other = new Map<string, string>();
    const cells: [string, string][] = [];
    let spare = 0;
    for (const [at, typed] of record.cells.entries()) {
      const cell = typed.replace(/\r\n?/g, "\n").trim();
      if (cell === "") continue;
      const column = named[at];
      const header = headers[at] ?? "";
      if (header === "") spare++;
      else if (column) known.set(column, cell);
      else other.set(header, cell);
      cells.push([keys[at] ?? "", cell]);
    }
    cells.sort(([one], [next]) => (one < next ? -1 : one > next ? 1 : 0));
    if (spare > 0) findings.error("", "spare-cells", record.cells.slice(headers.length).join(" "), spare);
    if (record.loose) findings.error("", "loose-quote", "");
    const headerOf = (column: Column): string => headers[named.indexOf(column)] ?? column;
    const report = readRow({ known, other, headerOf }, defaults, findings);
    const reference = known.get("reference") ?? "";
    once(references, reference, "reference-twice");
    once(seen, reference === "" ? JSON.stringify(cells) : "", "row-twice");
    const wrong = (): boolean => findings.all.some(({ level }) => level === "error");
    if (!wrong() && encodeBody("assisted-report", { ...report, takenBy: "", at: "2026-01-01T00:00:00Z" }).length > largestReport) {
      findings.error("", "too-large", "");
    }
    return { row, line: record.line, reference, cells, findings: findings.all, report: wrong() ? null : report };

    function once(rowsBefore: Map<string, number>, what: string, code: "reference-twice" | "row-twice"): void {
      if (what === "") return;
      const before = rowsBefore.get(what);
      if (before === undefined) rowsBefore.set(what, row);
      else findings.error(code === "row-twice" ? "" : headerOf("reference"), code, code === "row-twice" ? "" : reference, before);
    }
  }
}

/** The separator by which the header names most of our columns. */
export function separatorOf(text: string): Separator {
  const head = text.slice(0, 20_000);
  const named = (separator: Separator): number =>
    (readCsv(head, separator).records.find(isFilled)?.cells ?? []).filter((cell) => columnOf(cell) !== null).length;
  return separators.reduce((best, one) => (named(one) > named(best) ? one : best));
}

const isFilled = (record: CsvRecord): boolean => record.cells.some((cell) => cell.trim() !== "");
