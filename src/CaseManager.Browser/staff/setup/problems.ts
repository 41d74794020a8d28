import { DamagedFile } from "../../lib/sealing/index.ts";
import { keyProblemText } from "../keys/keyProblems.ts";
import { showError } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";

/** Runs work, and says on the page what went wrong. */
export async function saying(work: () => Promise<void>): Promise<void> {
  showError("");
  try {
    await work();
  } catch (problem) {
    const texts = textsOf();
    showError(problem instanceof DamagedFile ? texts("Damaged") : keyProblemText(problem, texts));
  }
}
