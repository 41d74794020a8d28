import { byId } from "./dom.ts";
import { clearProblems } from "./problems.ts";

/** The steps of the one document, in order. `young` stands only on the way of a picture from before 18. */
export const formSteps = ["start", "leave", "about", "links", "age", "young", "danger", "story", "contact", "consent", "check"] as const;

/** A step of the document. */
export type Step = (typeof formSteps)[number] | "keep" | "sending" | "receipt" | "retype" | "done" | "kept" | "return" | "case" | "deleted";

const noWayBack: readonly Step[] = ["start", "receipt", "done", "kept", "case", "deleted"];

// Marks our own entries: those of an earlier load of this document must not bring half a form back.
const load = crypto.randomUUID();
const entering = new Map<Step, () => void>();
let shown: Step = "start";
let backIs: (step: Step) => Step = (step) => step;

/** Runs whenever a step is about to be shown. */
export const onEnter = (step: Step, action: () => void): void => void entering.set(step, action);

/** The step on the screen. */
export const currentStep = (): Step => shown;

/** Shows a step and lets the browser's Back lead here again. */
export function goTo(step: Step): void {
  history.pushState({ load, step }, "");
  show(step);
}

/** Shows a step in the place of this one: Back does not lead here again. */
export function replaceBy(step: Step): void {
  history.replaceState({ load, step }, "");
  show(step);
}

/**
 * Starts at the first step and follows the browser's Back and Forward.
 * @param allowed turns a step that must not be gone back to into the one to show.
 */
export function startSteps(allowed: (step: Step) => Step): void {
  backIs = allowed;
  history.replaceState({ load, step: "start" }, "");
  addEventListener("popstate", (event: PopStateEvent) => {
    const state = event.state as { load?: string; step?: Step } | null;
    const wanted = state?.load === load && state.step !== undefined ? state.step : "start";
    const step = backIs(wanted);
    if (step !== wanted) history.pushState({ load, step }, "");
    show(step);
  });
  byId("back").addEventListener("click", (event) => {
    event.preventDefault();
    history.back();
  });
}

function show(step: Step): void {
  clearProblems();
  entering.get(step)?.();
  shown = step;
  for (const section of document.querySelectorAll<HTMLElement>("[data-step]")) section.hidden = section.dataset["step"] !== step;
  byId("back").hidden = noWayBack.includes(step);
  scrollTo(0, 0);
  document.querySelector<HTMLElement>(`[data-step="${step}"] h1`)?.focus({ preventScroll: true });
}
