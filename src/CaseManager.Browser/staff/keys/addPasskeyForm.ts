import type { OpenKeys } from "../../lib/sealing/changeUnlock.ts";
import { byId, onSubmit, showError } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";
import { makeAndAddPasskey } from "./passkeys.ts";
import type { Outcome } from "./wayList.ts";

/** Open keys: a passkey besides what opens them already. */
export function startAddingPasskeys(person: OpenKeys, { begun, done, failed }: Outcome): void {
  const name = byId<HTMLInputElement>("passkey-name");
  onSubmit(byId<HTMLFormElement>("passkey-form"), async () => {
    begun();
    if (name.value.trim() === "") return showError(textsOf()("Api.passkey-name"));
    byId("passkey-busy").hidden = false;
    try {
      const unlocks = await makeAndAddPasskey(person, name.value);
      name.value = "";
      byId<HTMLDetailsElement>("passkey-details").open = false;
      await done(unlocks ? "PasskeyAdded" : "PasskeyAddedNoUnlock");
    } catch (problem) {
      failed(problem);
    } finally {
      byId("passkey-busy").hidden = true;
    }
  });
}
