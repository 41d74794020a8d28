import type { Body } from "../lib/sealing/index.ts";
import { isYoung, problemsOf, reportOf, wholeProblem } from "./answers.ts";
import { showCheck } from "./checkStep.ts";
import { choose, chosen } from "./choices.ts";
import { byId, fill, isTicked } from "./dom.ts";
import { showProblems } from "./problems.ts";
import { finishWith, setPhase } from "./phase.ts";
import { forget, keepDraft, prepare, sendReport } from "./reporter.ts";
import { sendAndShow } from "./sending.ts";
import { askForTwo, hideReceipt, retypeProblems, showReceipt } from "./receiptSteps.ts";
import { herWay } from "./questionCount.ts";
import { currentStep, formSteps, goTo, isChanging, onEnter } from "./steps.ts";
import type { Step } from "./steps.ts";

let afterReceipt: "done" | "kept" = "done";

/** Wires the questions from the first to the receipt. */
export function startForm(): void {
  fill("zone", Intl.DateTimeFormat().resolvedOptions().timeZone);
  for (const step of formSteps) {
    document.querySelector(`[data-step="${step}"] form`)?.addEventListener("submit", (event) => {
      event.preventDefault();
      if (step === "check") void send();
      else advance(step);
    });
  }
  document.querySelector('[data-step="keep"] form')!.addEventListener("submit", (event) => {
    event.preventDefault();
    void keep();
  });
  document.querySelector('[data-step="retype"] form')!.addEventListener("submit", (event) => {
    event.preventDefault();
    const problems = retypeProblems();
    if (problems.length > 0) showProblems(problems);
    else leaveReceipt();
  });
  for (const button of document.querySelectorAll<HTMLElement>("[data-go]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      go(button.dataset["go"] as Step | "next" | "skip" | "back");
    });
  }
  onEnter("about", startPreparing);
  onEnter("check", () => showCheck((step) => goTo(step, true)));
  onEnter("statistics", () => (byId("send-links-young").hidden = !isYoung()));
  // Only the browser's Back or Forward leads here once she has said that the picture is from before 18.
  onEnter("send-links", () => {
    byId("send-links-off").hidden = !isYoung();
    byId("send-links-hint").hidden = isYoung();
    document.querySelector<HTMLElement>('[data-choice="send-links"]')!.hidden = isYoung();
  });
  onEnter("retype", askForTwo);
  byId("kept-again").addEventListener("click", () => {
    setPhase("form");
    goTo("age");
  });
  byId("contact-group").addEventListener("change", showContactDetails);
  byId("danger-group").addEventListener("change", () =>
    byId("danger-numbers").classList.toggle("cm-numbers--now", chosen("danger") === "now"));
}

/** Empties every box, once what stood there has arrived. */
export function clearForm(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("[data-step] form")) form.reset();
  byId("links").dispatchEvent(new Event("input"));
  fill("zone", Intl.DateTimeFormat().resolvedOptions().timeZone);
  showContactDetails();
}

/** Shows the boxes that a way of contact needs. */
export function showContactDetails(): void {
  byId("contact-details").hidden = ["", "here"].includes(chosen("contact"));
}

function go(where: Step | "next" | "skip" | "back"): void {
  if (where === "back") history.back();
  else if (where === "skip") skip(currentStep());
  else if (where !== "next") goTo(where);
  else if (currentStep() === "retype") leaveReceipt();
  else advance(currentStep());
}

function advance(step: Step): void {
  const problems = problemsOf(step);
  if (problems.length > 0) return showProblems(problems);
  const next = nextAfter(step);
  goTo(next, isChanging() && next !== "check");
}

/** Goes on without an answer. A yes that was chosen before is none any more; what she wrote is never thrown away. */
function skip(step: Step): void {
  if (step === "send-links" || step === "statistics") choose(step, "");
  if (step === "contact" && problemsOf(step).length > 0) choose("contact", "");
  showContactDetails();
  advance(step);
}

function nextAfter(step: Step): Step {
  if (isChanging() && !(step === "age" && isYoung())) return "check";
  const way = herWay();
  return formSteps.slice(formSteps.indexOf(step as (typeof formSteps)[number]) + 1).find((one) => way.includes(one)) ?? "check";
}

// A failure now is not worth a word: sending tries again and then says so.
const startPreparing = (): void => void prepare().catch(() => {});

async function send(): Promise<void> {
  const report = reportOf();
  const problem = wholeProblem(report);
  if (problem !== null) return showProblems([{ box: "links", words: problem }]);
  await sendAndShow(async (posting) => {
    const { receipt, held, earlier } = await sendReport(report, posting);
    showReceipt(receipt, { kept: false, held, earlier });
    forget();
    clearForm();
    expectReceipt("done");
    return "receipt";
  });
}

async function keep(): Promise<void> {
  const draft: Body<"draft"> = reportOf();
  const staffMayRead = isTicked("keep-tick");
  await sendAndShow(async (posting) => {
    const receipt = await keepDraft(draft, staffMayRead, posting);
    showReceipt(receipt, { kept: true, held: false, earlier: false });
    expectReceipt("kept");
    return "receipt";
  });
}

function expectReceipt(after: "done" | "kept"): void {
  afterReceipt = after;
  setPhase("receipt");
}

function leaveReceipt(): void {
  hideReceipt();
  finishWith(afterReceipt);
}
