import type { MadeStaffKeys } from "../lib/sealing/newStaffKeys.ts";
import { makeKeys } from "../lib/sealing/newStaffKeys.ts";
import { isStrongPassphrase, suggestPassphrase } from "../lib/sealing/passphrase.ts";
import { affordableCost } from "../lib/sealing/affordableCost.ts";
import { call } from "./api.ts";
import { byId, onSubmit, showBusy, showError } from "./dom.ts";
import type { Me } from "./me.ts";
import { textsOf } from "./texts.ts";

/** First sign-in: a passphrase is chosen, keys are made, the recovery code goes to paper, and only then the server gets them. */
export function startMakingKeys(
  me: Me,
  showCode: () => void,
  done: (seed: Uint8Array) => Promise<void>,
  failed: (problem: unknown) => void,
): void {
  const texts = textsOf();
  const first = byId<HTMLInputElement>("passphrase");
  const again = byId<HTMLInputElement>("passphrase-again");
  const suggest = (): void => {
    byId("suggestion").textContent = suggestPassphrase();
  };
  suggest();
  byId("suggest-again").addEventListener("click", suggest);
  onSubmit(byId<HTMLFormElement>("make-form"), async () => {
    showError("");
    if (!isStrongPassphrase(first.value)) return showError(texts("WeakPassphrase"));
    if (first.value !== again.value) return showError(texts("PassphrasesDiffer"));
    await showBusy("make-busy");
    try {
      const made = await makeKeys(me.id, first.value, new Date().toISOString(), await affordableCost());
      first.value = again.value = "";
      startKeepingCode(made, done, failed);
      showCode();
    } catch (problem) {
      failed(problem);
    } finally {
      byId("make-busy").hidden = true;
    }
  });
}

function startKeepingCode(made: MadeStaffKeys, done: (seed: Uint8Array) => Promise<void>, failed: (problem: unknown) => void): void {
  byId("recovery-code").textContent = made.recoveryCode;
  byId("print-code").addEventListener("click", () => print());
  const typed = byId<HTMLInputElement>("code-end");
  onSubmit(byId<HTMLFormElement>("code-form"), async () => {
    showError("");
    if (typed.value.trim().toUpperCase() !== made.recoveryCode.slice(-4)) return showError(textsOf()("CodeEndWrong"));
    try {
      await call("POST", "/api/staff/keys", made.posted);
      byId("recovery-code").textContent = "";
      await done(made.seed);
    } catch (problem) {
      failed(problem);
    }
  });
}
