import { byId } from "./dom.ts";
import { wordsFor } from "./failures.ts";
import type { Posting } from "../lib/reporting/index.ts";
import { currentStep, goTo, replaceBy } from "./steps.ts";
import type { Step } from "./steps.ts";
import { text } from "./texts.ts";

let running: AbortController | null = null;
let again: (() => void) | null = null;

/** Wires the step once. */
export const startSending = (): void => byId("sending-again").addEventListener("click", () => again?.());

/** Ends a running attempt, when she goes back to change something. */
export const stopSending = (): void => running?.abort();

/**
 * Shows the sending step while a piece of work runs, then the step it leads to. A second call while one runs does
 * nothing; a failure is said in words, with everything kept and a way to try again.
 */
export async function sendAndShow(work: (posting: Posting) => Promise<Step>): Promise<void> {
  if (running !== null) return;
  running = new AbortController();
  const { signal } = running;
  again = () => void sendAndShow(work);
  if (currentStep() !== "sending") goTo("sending");
  byId("sending-running").hidden = false;
  byId("sending-stopped").hidden = true;
  say(text("step-locking"));
  advance(0);
  try {
    const next = await work({
      signal,
      onProgress: (part) => {
        say(text("step-proof"));
        // The work is a matter of luck: the bar nears its end without ever claiming it.
        advance(1 - Math.exp(-2 * part));
      },
      onWait: () => say(text("step-waiting")),
    });
    replaceBy(next);
  } catch (failure) {
    if (signal.aborted) return;
    byId("sending-reason").textContent = wordsFor(failure);
    byId("sending-running").hidden = true;
    byId("sending-stopped").hidden = false;
    byId("sending-stopped").querySelector("h2")!.focus();
  } finally {
    running = null;
  }
}

function say(words: string): void {
  const status = byId("sending-words");
  if (status.textContent !== words) status.textContent = words;
}

function advance(part: number): void {
  byId<HTMLProgressElement>("sending-progress").value = part;
}
