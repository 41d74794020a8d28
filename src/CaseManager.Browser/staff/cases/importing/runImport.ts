import { sealAssistedCase } from "../../../lib/casework/assistedCase.ts";
import { importRows, type RunEnd } from "../../../lib/importing/importRows.ts";
import { readImported } from "../../../lib/importing/rowMarks.ts";
import { ApiProblem, call } from "../../page/api.ts";
import { pause } from "../../page/pause.ts";
import { caseworkerOf } from "../../session/caseworker.ts";
import type { Session } from "../../session/session.ts";
import type { ReadyRow } from "./knownRows.ts";
import type { Running } from "./running.ts";

/** What a run did. */
export interface RunResult {
  readonly end: RunEnd;
  /** Rows that are cases now and were none before. */
  readonly opened: number;
  /** Rows that somebody else had imported meanwhile, or that arrived before without an answer. */
  readonly there: number;
  /** Rows that the server did not take, with its code. */
  readonly refused: ReadonlyMap<ReadyRow, string>;
}

/** Seals and sends rows one after the other, and writes down in each which case it is now. */
export async function runImport(rows: readonly ReadyRow[], session: Session, running: Running): Promise<RunResult> {
  const me = caseworkerOf(session);
  const refused = new Map<ReadyRow, string>();
  let [opened, there] = [0, 0];
  const end = await running.of(rows.length, (stopped, done) =>
    importRows(rows, {
      send: async ({ row, marks }: ReadyRow) => {
        const report = { ...row.report!, takenBy: session.me.alias, at: new Date().toISOString() };
        const { posted } = await sealAssistedCase(report, false, me, pause);
        return readImported(await call("POST", "/api/staff/imports", { marks, newCase: posted }));
      },
      taken: (row, { caseId, isNew }) => {
        row.caseId = caseId;
        if (isNew) opened++;
        else there++;
        done();
      },
      refused: (row, problem) => {
        if (!isAboutTheRow(problem)) return false;
        refused.set(row, problem.code);
        done();
        return true;
      },
      stopped,
    }));
  return { end, opened, there, refused };
}

/** A broken rule or a size is the row's own; everything else would meet the next row too. */
const isAboutTheRow = (problem: unknown): problem is ApiProblem =>
  problem instanceof ApiProblem && problem.code !== "antiforgery" && (problem.status === 400 || problem.status === 413);
