/** What stands against a row, or is to be known of it. */
export interface Finding {
  /** The column's name as the file has it; empty where it is about the whole row. */
  readonly column: string;
  /** With an error the row is not imported; with a remark it is. */
  readonly level: "error" | "remark";
  readonly code: ErrorCode | RemarkCode;
  /** What its words name. */
  readonly values: readonly string[];
  /** What stands in the cell, without sign-in codes, cut where it is long. */
  readonly cell: string;
}

export type ErrorCode =
  | "no-content" | "unknown-code" | "no-date" | "no-language" | "too-long" | "too-many-links" | "too-large"
  | "reference-twice" | "row-twice" | "spare-cells" | "loose-quote";

export type RemarkCode =
  | "link-kept" | "text-kept" | "secret" | "no-zone" | "no-channel" | "no-receipt" | "control" | "consents-how";

/** Findings of one row while it is read. */
export interface Findings {
  readonly all: readonly Finding[];
  error(column: string, code: ErrorCode, cell: string, ...values: readonly (string | number)[]): void;
  remark(column: string, code: RemarkCode, cell: string, ...values: readonly (string | number)[]): void;
}

const longestCell = 200;

export function newFindings(): Findings {
  const all: Finding[] = [];
  const add = (level: Finding["level"]) => (column: string, code: Finding["code"], cell: string, ...values: readonly (string | number)[]): void => {
    all.push({ column, level, code, cell: cut(cell), values: values.map((value) => cut(String(value))) });
  };
  return { all, error: add("error"), remark: add("remark") };
}

const cut = (text: string): string => (text.length <= longestCell ? text : `${text.slice(0, longestCell - 1).replace(/\p{Cs}$/u, "")}…`);
