import type { OpenKeys } from "../../lib/sealing/changeUnlock.ts";
import { removeWay } from "../../lib/sealing/changeUnlock.ts";
import { verifiedUnlockMethods } from "../../lib/sealing/unlockMethod.ts";
import { call } from "../page/api.ts";
import { byId, element, onSubmit } from "../page/dom.ts";
import { momentText } from "../page/moments.ts";
import type { Texts } from "../page/texts.ts";
import { textsOf } from "../page/texts.ts";
import { mostPasskeys, ownPasskeys, removePasskey, renamePasskey } from "./passkeys.ts";
import { storedKeys } from "./storedKeys.ts";
import { hasPasskeys } from "./touch.ts";
import type { Way } from "./ways.ts";
import { waysOf } from "./ways.ts";

/** What becomes of a change: shown with a sentence by its name, or why not. */
export interface Outcome {
  readonly begun: () => void;
  readonly done: (text: string) => Promise<void>;
  readonly failed: (problem: unknown) => void;
}

/** Shows every way that opens the keys or signs in, each with what can be done about it. */
export async function showWays(person: OpenKeys, outcome: Outcome): Promise<void> {
  const methods = verifiedUnlockMethods((await storedKeys()).methods, person.user, person.keys.signingKey);
  const passkeys = await ownPasskeys();
  const ways = waysOf(methods, passkeys);
  byId("ways").replaceChildren(...ways.map((way) => row(way, person, outcome)));
  byId("passkey-details").hidden = !hasPasskeys() || passkeys.length >= mostPasskeys;
  byId("no-passphrase").hidden = ways.some(({ method }) => method === "passphrase");
}

function row(way: Way, person: OpenKeys, outcome: Outcome): HTMLElement {
  const texts = textsOf();
  const name = nameOf(way, texts);
  const actions = element("div", { class: "cm-way__actions" });
  const made = element(
    "li",
    { class: "cm-way", "data-way": way.method },
    element("div", {}, element("strong", { class: "cm-way__name" }, element("bdi", {}, name)), ...detailsOf(way, texts)),
    actions,
  );
  if (way.signsIn) actions.append(action(texts("Rename"), name, () => made.replaceWith(renaming(way, person, outcome))));
  actions.append(
    action(texts("Remove"), name, (button) => {
      if (!confirm(texts(way.method === "passkey" ? "RemovePasskeySure" : "RemoveSure", name))) return;
      button.disabled = true;
      void run(outcome, () => remove(way, person), way.unlocks ? "WayRemoved" : "PasskeyRemoved").finally(() => (button.disabled = false));
    }),
  );
  return made;
}

function renaming(way: Way, person: OpenKeys, outcome: Outcome): HTMLElement {
  const texts = textsOf();
  const field = element("input", { class: "govuk-input", id: `name-${way.credential}`, maxlength: "60", autocomplete: "off", dir: "auto" });
  field.value = way.name ?? "";
  const form = element(
    "form",
    { class: "cm-way__rename" },
    element("label", { class: "govuk-label", for: field.id }, texts("PasskeyName")),
    field,
    element("button", { class: "govuk-button", type: "submit" }, texts("SaveName")),
    element("button", { class: "govuk-button govuk-button--secondary", type: "button" }, texts("KeepName")),
  );
  const made = element("li", { class: "cm-way" }, form);
  form.querySelector<HTMLButtonElement>("button[type=button]")!.addEventListener("click", () => made.replaceWith(row(way, person, outcome)));
  onSubmit(form, () => run(outcome, () => renamePasskey(person, way.credential, field.value), "PasskeyRenamed"));
  queueMicrotask(() => field.focus());
  return made;
}

const remove = async ({ method, credential }: Way, person: OpenKeys): Promise<void> =>
  method === "passkey"
    ? removePasskey(person, credential)
    : void (await call("PUT", "/api/staff/keys", await removeWay(await storedKeys(), person, method, "", new Date().toISOString())));

async function run({ begun, done, failed }: Outcome, work: () => Promise<void>, text: string): Promise<void> {
  begun();
  try {
    await work();
    await done(text);
  } catch (problem) {
    failed(problem);
  }
}

function nameOf({ method, name }: Way, texts: Texts): string {
  if (method === "passkey") return name ?? texts("PasskeyOfBefore");
  return texts(method === "passphrase" ? "WayPassphrase" : "WayCode");
}

function detailsOf({ method, since, usedAt, unlocks, signsIn }: Way, texts: Texts): readonly HTMLElement[] {
  const lines = [
    texts("WaySince", momentText(since)),
    ...(usedAt === null ? [] : [texts("WayUsed", momentText(usedAt))]),
    ...(method === "passkey" && !unlocks ? [texts("OnlySignsIn")] : []),
    ...(method === "passkey" && !signsIn ? [texts("OnlyUnlocks")] : []),
  ];
  return lines.map((line) => element("div", { class: "cm-way__detail" }, line));
}

function action(text: string, about: string, work: (button: HTMLButtonElement) => void): HTMLElement {
  const button = element(
    "button", { class: "cm-link-button", type: "button" }, text, element("span", { class: "govuk-visually-hidden" }, ` ${about}`),
  );
  button.addEventListener("click", () => work(button));
  return button;
}
