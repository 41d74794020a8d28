import { byId } from "../../page/dom.ts";
import { textsOf } from "../../page/texts.ts";
import { beforeLock } from "../../session/idle.ts";

/** A run as the person sees it. */
export interface Running {
  /** @param work is told how to ask whether it shall stop, and calls `done` after every row. */
  of<T>(total: number, work: (stopped: () => boolean, done: () => void) => Promise<T>): Promise<T>;
}

/** The bar, the button that stops, and what keeps a run from being cut off unseen. */
export function startRunning(): Running {
  const texts = textsOf();
  let current: Promise<unknown> | null = null;
  let stop = false;
  byId("import-stop").addEventListener("click", ({ detail }) => {
    // The second half of a double click on "Import" lands here.
    if (detail < 2) stop = true;
  });
  // The row in hand is sent to its end before keys lock; the next ones wait for the file to be chosen again.
  beforeLock(async () => {
    stop = true;
    await current;
  });
  addEventListener("beforeunload", (event) => {
    if (current !== null) event.preventDefault();
  });
  return {
    async of<T>(total: number, work: (stopped: () => boolean, done: () => void) => Promise<T>): Promise<T> {
      const bar = byId<HTMLProgressElement>("import-bar");
      let count = 0;
      const draw = (): void => {
        bar.max = total;
        bar.value = count;
        byId("import-progress").textContent = texts("Progress", count, total);
      };
      stop = false;
      draw();
      byId("import-running").hidden = false;
      try {
        const end = work(() => stop, () => {
          count++;
          draw();
        });
        current = end;
        return await end;
      } finally {
        current = null;
        byId("import-running").hidden = true;
      }
    },
  };
}
