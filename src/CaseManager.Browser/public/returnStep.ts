import type { Mistyped } from "../lib/sealing/index.ts";
import { deriveReceiptKeys, parseReceipt } from "../lib/sealing/index.ts";
import { NotHerCase, reachCase } from "../lib/reporting/index.ts";
import { openCaseView } from "./caseView.ts";
import { breathe, byId, fill, onceAtATime, typedIn } from "./dom.ts";
import { wordsFor } from "./failures.ts";
import { setPhase } from "./phase.ts";
import { showProblems } from "./problems.ts";
import { heldReceipt } from "./receiptSteps.ts";
import { currentIntake, currentRoster } from "./reporter.ts";
import { goTo, onEnter } from "./steps.ts";
import { text } from "./texts.ts";

/** Wires the step that asks for the receipt, and the button after sending that needs no typing. */
export function startReturn(): void {
  document.querySelector('[data-step="return"] form')!.addEventListener("submit", (event) => event.preventDefault());
  const open = onceAtATime(openTyped);
  document.querySelector('[data-step="return"] form')!.addEventListener("submit", open);
  onEnter("return", () => fill("return-words", ""));
  byId("done-case").addEventListener("click", onceAtATime(async () => {
    const receipt = heldReceipt();
    setPhase("form");
    goTo("return");
    if (receipt !== null) await openWith(receipt);
  }));
}

async function openTyped(): Promise<void> {
  const parsed = parseReceipt(typedIn("return-words"));
  if ("secret" in parsed) await openWith(parsed.secret);
  else complain(mistypedWords(parsed));
}

async function openWith(secret: Uint8Array): Promise<void> {
  const status = byId("return-status");
  status.textContent = text("receipt-opening");
  try {
    const [intake, roster] = await Promise.all([currentIntake(), currentRoster()]);
    const receiptKeys = await deriveReceiptKeys(secret, intake.salt);
    const opened = await reachCase(receiptKeys, intake, roster, null, breathe);
    fill("return-words", "");
    openCaseView({ secret, intake, roster, opened });
    setPhase("case");
    goTo("case");
  } catch (failure) {
    complain(failure instanceof NotHerCase ? text("case-not-hers") : wordsFor(failure));
  } finally {
    status.textContent = "";
  }
}

const complain = (words: string): void => showProblems([{ box: "return-words", words }]);

function mistypedWords(mistyped: Mistyped): string {
  switch (mistyped.mistyped) {
    case "length":
      return text("receipt-length");
    case "unknown-word":
      return text("receipt-word", mistyped.position + 1);
    case "check":
      return text("receipt-check");
  }
}
