/** How a run ended: to the end, because somebody stopped it, or because something broke that no other row would pass either. */
export type RunEnd = { readonly how: "done" } | { readonly how: "stopped" } | { readonly how: "broken"; readonly problem: unknown };

/** What a run needs of the page. */
export interface Run<Row, Answer> {
  /** Seals one row and sends it. */
  readonly send: (row: Row) => Promise<Answer>;
  /** Called after every row that was taken. */
  readonly taken: (row: Row, answer: Answer) => void;
  /** Whether a problem is about this row alone; then it is told and the run goes on. */
  readonly refused: (row: Row, problem: unknown) => boolean;
  /** Asked before every row. */
  readonly stopped: () => boolean;
}

/** Sends rows one after the other, each once. What was taken before a break is never sent again. */
export async function importRows<Row, Answer>(rows: readonly Row[], run: Run<Row, Answer>): Promise<RunEnd> {
  for (const row of rows) {
    if (run.stopped()) return { how: "stopped" };
    try {
      run.taken(row, await run.send(row));
    } catch (problem) {
      if (!run.refused(row, problem)) return { how: "broken", problem };
    }
  }
  return { how: "done" };
}
