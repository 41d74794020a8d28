import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { NoAnswer } from "../casework/caseAnswer.ts";
import { currentEpoch } from "../roster/index.ts";
import type { Caseworker } from "../casework/caseworker.ts";
import { base64url, utf8 } from "../sealing/index.ts";
import type { KeyPair } from "../sealing/index.ts";
import { derive, labelled } from "../sealing/labels.ts";
import { bytesText, flag, id, list, object, orNull } from "../sealing/shape.ts";
import type { CheckedRow } from "./checkFile.ts";

const length = 16;

/** What the server keeps of a row: that it was this one, to whoever has the team's key and the row; to nobody else anything. */
export interface RowMarks {
  /** Whose key made `row` and `reference`: the newest. */
  readonly epoch: number;
  readonly row: string;
  /** The same row under the keys of earlier epochs. */
  readonly older: readonly string[];
  readonly reference: string | null;
}

/** The marks of rows, and those of their references by every epoch she can open. */
export interface MarkedRow {
  readonly marks: RowMarks;
  readonly references: readonly string[];
}

/** Makes marks under the team's keys; a key is derived once. Throws RangeError where she cannot open the newest. */
export function rowMarker(me: Caseworker): (row: Pick<CheckedRow, "cells" | "reference">) => MarkedRow {
  const newest = currentEpoch(me.roster)?.number;
  const epochs = [...me.epochs].toSorted(([one], [other]) => other - one).map(([number, pair]) => ({ number, key: importKey(pair) }));
  const first = epochs[0];
  if (first === undefined || first.number !== newest) throw new RangeError("the newest team key is not open");
  return ({ cells, reference }) => {
    const [row, ...older] = epochs.map(({ key }) => markOf(key, "casemanager/1 import row", JSON.stringify(cells)));
    const references = reference === "" ? [] : epochs.map(({ key }) => markOf(key, "casemanager/1 import reference", reference));
    return { marks: { epoch: first.number, row: row!, older, reference: references[0] ?? null }, references };
  };
}

const importKey = (epoch: KeyPair): Uint8Array => derive(epoch.seed, "casemanager/1 import");

const markOf = (key: Uint8Array, label: string, text: string): string => base64url(hmac(sha256, key, labelled(label, utf8(text))).subarray(0, length));

const mark = object({ mark: bytesText(length), caseId: orNull(id) });
const knownShape = object({ rows: list(mark, 10_000), references: list(mark, 10_000) });
const importedShape = object({ caseId: orNull(id), isNew: flag });

/** Reads which marks became a case. Throws NoAnswer when it is not that. */
export function readKnown(answer: unknown): { readonly rows: ReadonlyMap<string, string | null>; readonly references: ReadonlyMap<string, string | null> } {
  if (!knownShape(answer)) throw new NoAnswer();
  const byMark = (marks: readonly { readonly mark: string; readonly caseId: string | null }[]) => new Map(marks.map((one) => [one.mark, one.caseId]));
  return { rows: byMark(answer.rows), references: byMark(answer.references) };
}

/** Reads what became of a row. Throws NoAnswer when it is not that. */
export function readImported(answer: unknown): { readonly caseId: string | null; readonly isNew: boolean } {
  if (!importedShape(answer)) throw new NoAnswer();
  return answer;
}
