import { byId, onSubmit, showError } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";

/**
 * Shows a recovery code until its end was typed from paper.
 * @param kept runs then; where it throws the code stays on the screen, for another try.
 */
export function startKeepingCode(code: string, kept: () => Promise<void>, failed: (problem: unknown) => void): void {
  const done = new AbortController();
  byId("recovery-code").textContent = code;
  byId("print-code").addEventListener("click", () => print(), done);
  const typed = byId<HTMLInputElement>("code-end");
  onSubmit(byId<HTMLFormElement>("code-form"), async () => {
    showError("");
    if (typed.value.trim().toUpperCase() !== code.slice(-4)) return showError(textsOf()("CodeEndWrong"));
    try {
      await kept();
      byId("recovery-code").textContent = typed.value = "";
      done.abort();
    } catch (problem) {
      failed(problem);
    }
  }, done.signal);
}
