import { isYoung } from "./answers.ts";
import { byId } from "./dom.ts";
import { formSteps } from "./steps.ts";
import type { Step } from "./steps.ts";
import { text } from "./texts.ts";

const noQuestion: readonly Step[] = ["start", "leave", "young", "check"];

/** The steps on her way as her answers stand: of a picture from before 18 we send no links, so we do not ask. */
export const herWay = (): Step[] => formSteps.filter((step) => step !== (isYoung() ? "send-links" : "young"));

/** Says which question it is, and of how many. The heading is described by it, so that it is read out once, with the heading. */
export function showQuestionCount(step: Step): void {
  const questions = herWay().filter((one) => !noQuestion.includes(one));
  const place = questions.indexOf(step) + 1;
  const count = byId("question-count");
  count.hidden = place === 0;
  count.textContent = place === 0 ? "" : text("question-count", place, questions.length);
  if (place > 0) document.querySelector(`[data-step="${step}"] h1`)?.setAttribute("aria-describedby", count.id);
}
