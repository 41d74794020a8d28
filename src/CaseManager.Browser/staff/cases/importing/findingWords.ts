import type { CheckedRow } from "../../../lib/importing/checkFile.ts";
import { harmlessCell, writeCsv } from "../../../lib/importing/csv.ts";
import type { Finding } from "../../../lib/importing/findings.ts";
import { eraseSecrets } from "../../../lib/links/index.ts";
import { textsOf } from "../../page/texts.ts";

const longestReference = 100;

/** One line of what was not understood. */
export interface FindingLine {
  readonly row: CheckedRow;
  readonly level: Finding["level"];
  /** As the file has it, without sign-in codes, cut where it is long. */
  readonly reference: string;
  readonly column: string;
  readonly cell: string;
  readonly words: string;
}

/** Everything that was not understood in these rows, in words; what keeps a row out comes first. */
export function findingLines(rows: readonly CheckedRow[], refused: ReadonlyMap<CheckedRow, string>): FindingLine[] {
  const [texts, codes] = [textsOf(), textsOf("codes")];
  const words = ({ code, values }: Finding): string =>
    texts(`Finding.${code}`, ...(code === "link-kept" ? [values[0] ?? "", codes(`link.${values[1]}`)] : values));
  const lines = rows.flatMap((row): FindingLine[] => {
    const reference = eraseSecrets(row.reference.slice(0, longestReference));
    return [
      ...row.findings.map((finding): FindingLine => ({ row, reference, level: finding.level, column: finding.column, cell: finding.cell, words: words(finding) })),
      ...(refused.has(row) ? [{ row, reference, level: "error" as const, column: "", cell: "", words: texts("Refused", refused.get(row)!) }] : []),
    ];
  });
  const isOut = ({ level }: FindingLine): number => (level === "error" ? 0 : 1);
  return lines.toSorted((one, other) => isOut(one) - isOut(other));
}

/** The same as a file that a spreadsheet program opens; no cell in it is a formula. */
export function reportFile(lines: readonly FindingLine[]): string {
  const texts = textsOf();
  const header = ["Row", "Line", "Reference", "Column", "Class", "What", "Cell"].map((name) => texts(`Header${name}`));
  const records = lines.map(({ row, reference, level, column, cell, words }) =>
    [String(row.row), String(row.line), reference, column, texts(level), words, cell].map(harmlessCell));
  return `\ufeff${writeCsv([header, ...records])}`;
}
