import { byId } from "./dom.ts";
import { clearProblems } from "./problems.ts";

/** The steps of the form, in order, one question each. `young` stands only on the way of a picture from before 18, `send-links` on any other. */
export const formSteps = [
  "start", "leave", "about", "links", "age", "young", "danger", "story", "where", "deadline", "contact", "name", "send-links", "statistics", "check",
] as const;

/** A step of the document. */
export type Step = (typeof formSteps)[number] | "keep" | "sending" | "receipt" | "retype" | "done" | "kept" | "return" | "case" | "deleted";

const noWayBack: readonly Step[] = ["start", "receipt", "done", "kept", "case", "deleted"];

// Marks our own entries: those of an earlier load of this document must not bring half a form back.
const load = crypto.randomUUID();
const entering = new Map<Step, () => void>();
let shown: Step = "start";
let changing = false;
let backIs: (step: Step) => Step = (step) => step;
let beforeFocus = (_step: Step): void => {};

/** Runs whenever a step is about to be shown. */
export const onEnter = (step: Step, action: () => void): void => void entering.set(step, action);

/** The step on the screen. */
export const currentStep = (): Step => shown;

/** Whether the step on the screen was opened from the summary, so that going on leads back there. */
export const isChanging = (): boolean => changing;

/**
 * Shows a step and lets the browser's Back lead here again.
 * @param toChange whether it is opened from the summary, to change one thing.
 */
export function goTo(step: Step, toChange = false): void {
  history.pushState({ load, step, changing: toChange }, "");
  changing = toChange;
  show(step);
}

/** Shows a step in the place of this one: Back does not lead here again. */
export function replaceBy(step: Step): void {
  history.replaceState({ load, step }, "");
  changing = false;
  show(step);
}

/**
 * Starts at the first step and follows the browser's Back and Forward.
 * @param allowed turns a step that must not be gone back to into the one to show.
 * @param onShow runs for every step, before its heading is focused and read out.
 */
export function startSteps(allowed: (step: Step) => Step, onShow: (step: Step) => void): void {
  backIs = allowed;
  beforeFocus = onShow;
  history.replaceState({ load, step: "start" }, "");
  addEventListener("popstate", (event: PopStateEvent) => {
    const state = event.state as { load?: string; step?: Step; changing?: boolean } | null;
    const wanted = state?.load === load && state.step !== undefined ? state.step : "start";
    const step = backIs(wanted);
    changing = step === wanted && state?.changing === true;
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
  beforeFocus(step);
  scrollTo(0, 0);
  document.querySelector<HTMLElement>(`[data-step="${step}"] h1`)?.focus({ preventScroll: true });
}
