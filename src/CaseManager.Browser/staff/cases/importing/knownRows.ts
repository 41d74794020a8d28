import type { CheckedRow } from "../../../lib/importing/checkFile.ts";
import { type MarkedRow, readKnown } from "../../../lib/importing/rowMarks.ts";
import { call } from "../../page/api.ts";
import { pause } from "../../page/pause.ts";

/** Marks asked for at once: the server takes 10,000. */
const most = 8000;

/** A row that can be imported, and what the server knows of it. */
export interface ReadyRow extends MarkedRow {
  readonly row: CheckedRow;
  /** `undefined` where it is no case yet; `null` where it is one she may not know of. */
  caseId: string | null | undefined;
  /** The case that was imported before under its reference; `undefined` where there is none. */
  readonly before: string | null | undefined;
}

/** Marks rows and asks which of them are cases already. Throws ApiProblem, NoAnswer. */
export async function askKnown(rows: readonly CheckedRow[], mark: (row: CheckedRow) => MarkedRow): Promise<ReadyRow[]> {
  const ready: ReadyRow[] = [];
  let part: { readonly row: CheckedRow; readonly marked: MarkedRow }[] = [];
  let size = 0;
  for (const row of rows) {
    if (ready.length % 50 === 0) await pause();
    const marked = mark(row);
    const more = 1 + marked.marks.older.length + marked.references.length;
    if (size + more > most) await ask();
    part.push({ row, marked });
    size += more;
  }
  if (part.length > 0) await ask();
  return ready;

  async function ask(): Promise<void> {
    const marks = part.flatMap(({ marked }) => everyMark(marked));
    const references = part.flatMap(({ marked }) => marked.references);
    const known = readKnown(await call("POST", "/api/staff/imports/known", { rows: marks, references }));
    for (const { row, marked } of part) {
      ready.push({ ...marked, row, caseId: first(known.rows, everyMark(marked)), before: first(known.references, marked.references) });
    }
    part = [];
    size = 0;
  }
}

const everyMark = ({ marks }: MarkedRow): string[] => [marks.row, ...marks.older];

const first = (known: ReadonlyMap<string, string | null>, marks: readonly string[]): string | null | undefined =>
  marks.filter((mark) => known.has(mark)).map((mark) => known.get(mark))[0];
