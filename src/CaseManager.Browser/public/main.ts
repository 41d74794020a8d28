import { startCaseView } from "./caseView.ts";
import { startChoices } from "./choices.ts";
import { byId } from "./dom.ts";
import { startLeaving } from "./leaving.ts";
import { startLinkLists } from "./linkList.ts";
import { allowed } from "./phase.ts";
import { showQuestionCount } from "./questionCount.ts";
import { startReceipt } from "./receiptSteps.ts";
import { canSeal } from "./reporter.ts";
import { startForm } from "./reportForm.ts";
import { startReturn } from "./returnStep.ts";
import { startSending, stopSending } from "./sending.ts";
import { startSteps } from "./steps.ts";

/** Starts the one document. Whatever fails here leaves the page as it came, with the way to the plain form. */
function start(): void {
  if (globalThis.crypto?.subtle === undefined) {
    byId("no-lock").hidden = false;
    return;
  }
  if (!canSeal()) return; // The page says so in words.
  startChoices();
  startLinkLists();
  startForm();
  startReceipt();
  startSending();
  startReturn();
  startCaseView();
  startLeaving();
  startSteps((step) => {
    stopSending();
    return allowed(step);
  }, showQuestionCount);
}

if (document.body.dataset["page"] === "report") start();
// The components' styles for a browser with scripts apply only where the script has really started.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
