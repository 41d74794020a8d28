import { affordableCost } from "../../lib/sealing/affordableCost.ts";
import type { OpenKeys } from "../../lib/sealing/changeUnlock.ts";
import { changePassphrase, renewRecoveryCode } from "../../lib/sealing/changeUnlock.ts";
import { call } from "../page/api.ts";
import { byId, onSubmit, showBusy, showError } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";
import { startAddingPasskeys } from "./addPasskeyForm.ts";
import { passphraseFields } from "./choosePassphrase.ts";
import { startKeepingCode } from "./keepCode.ts";
import { storedKeys } from "./storedKeys.ts";
import { showWays } from "./wayList.ts";

/**
 * Open keys: what opens them, a passkey more, another passphrase, another code for paper. What is replaced or taken away
 * opens nothing afterwards.
 * @param show shows the code for paper, or the open keys again.
 */
export async function startChangingKeys(
  person: OpenKeys,
  show: (section: "keys-code" | "keys-open") => void,
  failed: (problem: unknown) => void,
): Promise<void> {
  const done = async (text: string): Promise<void> => {
    await showWays(person, outcome);
    show("keys-open");
    const box = byId("keys-changed");
    box.textContent = textsOf()(text);
    box.hidden = false;
    box.focus();
  };
  const outcome = { begun: clear, done, failed };
  await showWays(person, outcome);
  startAddingPasskeys(person, outcome);
  startPassphraseForm(person, done, failed);
  startCodeForm(person, () => show("keys-code"), done, failed);
}

function startPassphraseForm(person: OpenKeys, done: (text: string) => Promise<void>, failed: (problem: unknown) => void): void {
  const fields = passphraseFields("new-");
  onSubmit(byId<HTMLFormElement>("passphrase-form"), async () => {
    clear();
    const passphrase = fields.read(showError);
    if (passphrase === null) return;
    await showBusy("passphrase-busy");
    try {
      const changed = await changePassphrase(await storedKeys(), person, passphrase, now(), await affordableCost());
      await call("PUT", "/api/staff/keys", changed);
      fields.clear();
      byId<HTMLDetailsElement>("passphrase-details").open = false;
      await done("PassphraseChanged");
    } catch (problem) {
      failed(problem);
    } finally {
      byId("passphrase-busy").hidden = true;
    }
  });
}

function startCodeForm(person: OpenKeys, showCode: () => void, done: (text: string) => Promise<void>, failed: (problem: unknown) => void): void {
  onSubmit(byId<HTMLFormElement>("renew-code-form"), async () => {
    clear();
    try {
      const { recoveryCode, posted } = await renewRecoveryCode(await storedKeys(), person, now());
      startKeepingCode(
        recoveryCode,
        async () => {
          await call("PUT", "/api/staff/keys", posted);
          byId<HTMLDetailsElement>("code-details").open = false;
          await done("CodeRenewed");
        },
        failed,
      );
      showCode();
    } catch (problem) {
      failed(problem);
    }
  });
}

function clear(): void {
  showError("");
  byId("keys-changed").hidden = true;
}

const now = (): string => new Date().toISOString();
