import { replaceBy } from "./steps.ts";
import type { Step } from "./steps.ts";

/** What the document is for just now; decides where Back may lead. */
export type Phase = "form" | "receipt" | "done" | "kept" | "case" | "deleted";

let phase: Phase = "form";
let onLeaveCase = (): void => {};

/** Changes the phase. */
export function setPhase(next: Phase): void {
  if (phase === "case" && next !== "case") onLeaveCase();
  phase = next;
}

/** Whether a form is being filled in, or a receipt is still to be written down. */
export const isUnfinished = (): boolean => phase === "form" || phase === "receipt";

/** Changes the phase and shows its one step in the place of this one. */
export function finishWith(next: "done" | "kept" | "deleted"): void {
  setPhase(next);
  replaceBy(next);
}

/** What to do when the open case leaves the screen. */
export const whenCaseIsLeft = (action: () => void): void => void (onLeaveCase = action);

/** The step that Back or Forward shows: never a form that was sent, never a case that was closed. */
export function allowed(step: Step): Step {
  switch (phase) {
    case "form":
      if (step === "sending") return "check";
      return ["receipt", "retype", "done", "kept", "case", "deleted"].includes(step) ? "start" : step;
    case "receipt":
      return step === "retype" ? step : "receipt";
    case "case":
      if (step === "case") return step;
      setPhase("form");
      return step === "return" ? step : "start";
    default:
      return phase;
  }
}
