import { affordableCost } from "../lib/sealing/affordableCost.ts";
import type { OpenKeys } from "../lib/sealing/changeUnlock.ts";
import { changePassphrase, renewRecoveryCode } from "../lib/sealing/changeUnlock.ts";
import { verifiedUnlockMethods } from "../lib/sealing/unlockMethod.ts";
import { call } from "./api.ts";
import { passphraseFields } from "./choosePassphrase.ts";
import { byId, onSubmit, showBusy, showError } from "./dom.ts";
import { startKeepingCode } from "./keepCode.ts";
import { momentText } from "./moments.ts";
import { storedKeys } from "./storedKeys.ts";
import { textsOf } from "./texts.ts";

/**
 * Open keys: another passphrase, or another code for paper. The old one opens nothing afterwards.
 * @param show shows the code for paper, or the open keys again.
 */
export async function startChangingKeys(
  person: OpenKeys,
  show: (section: "keys-code" | "keys-open") => void,
  failed: (problem: unknown) => void,
): Promise<void> {
  await showAges(person);
  const done = async (text: string): Promise<void> => {
    await showAges(person);
    show("keys-open");
    const box = byId("keys-changed");
    box.textContent = textsOf()(text);
    box.hidden = false;
    box.focus();
  };
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

/** Since when each way opens the keys, as the person signed it. */
async function showAges({ user, keys }: OpenKeys): Promise<void> {
  const methods = verifiedUnlockMethods((await storedKeys()).methods, user, keys.signingKey);
  for (const [method, id] of [["passphrase", "passphrase-age"], ["recovery-code", "code-age"]] as const) {
    const known = methods.find((one) => one.method === method);
    byId(id).textContent = known === undefined ? "" : textsOf()("Since", momentText(known.at));
  }
}

function clear(): void {
  showError("");
  byId("keys-changed").hidden = true;
}

const now = (): string => new Date().toISOString();
