import { affordableCost } from "../../lib/sealing/affordableCost.ts";
import { makeKeys } from "../../lib/sealing/newStaffKeys.ts";
import { call } from "../page/api.ts";
import { byId, onSubmit, showBusy, showError } from "../page/dom.ts";
import type { Me } from "../session/me.ts";
import { passphraseFields } from "./choosePassphrase.ts";
import { startKeepingCode } from "./keepCode.ts";

/** First sign-in: a passphrase is chosen, keys are made, the recovery code goes to paper, and only then the server gets them. */
export function startMakingKeys(
  me: Me,
  showCode: () => void,
  done: (seed: Uint8Array) => Promise<void>,
  failed: (problem: unknown) => void,
): void {
  const fields = passphraseFields();
  onSubmit(byId<HTMLFormElement>("make-form"), async () => {
    showError("");
    const passphrase = fields.read(showError);
    if (passphrase === null) return;
    await showBusy("make-busy");
    try {
      const made = await makeKeys(me.id, passphrase, new Date().toISOString(), await affordableCost());
      fields.clear();
      startKeepingCode(
        made.recoveryCode,
        async () => {
          await call("POST", "/api/staff/keys", made.posted);
          await done(made.seed);
        },
        failed,
      );
      showCode();
    } catch (problem) {
      failed(problem);
    } finally {
      byId("make-busy").hidden = true;
    }
  });
}
