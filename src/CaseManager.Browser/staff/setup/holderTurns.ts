import { armor } from "age-encryption";
import type { Holder, HolderWords, RecoveryFiles } from "../../lib/recovery/holders.ts";
import { holders, pairsOf, sameWord } from "../../lib/recovery/holders.ts";
import { fingerprint } from "../../lib/sealing/fingerprint.ts";
import { byId, element, onSubmit, showError } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";
import { showStep } from "./steps.ts";

/** Sections of the three holders' turns. */
export const turnSections = ["holder-turn", "holder-words", "holder-check"] as const;

/** What holders are shown, each her own part. */
export interface Kits {
  /** 32 hex digits. */
  readonly instance: string;
  readonly rootKey: Uint8Array;
  readonly words: HolderWords;
  readonly files: RecoveryFiles;
}

/** Shows each holder her words alone, lets her print them, and asks two of them back. */
export async function takeTurns(kits: Kits, sections: readonly string[]): Promise<void> {
  for (const holder of holders) {
    await clicked("turn-button", () => {
      byId("turn-title").textContent = textsOf()("Turn", holder);
      showStep("holder-turn", sections);
    });
    await keepWords(holder, kits, sections);
  }
}

async function keepWords(holder: Holder, kits: Kits, sections: readonly string[]): Promise<void> {
  for (;;) {
    drawKit(holder, kits);
    await clicked("kit-kept", () => showStep("holder-words", sections));
    // The next one must not find them by going back.
    clearKit();
    if (await knowsTwo(holder, kits.words[holder].split(" "), sections)) return;
  }
}

function drawKit(holder: Holder, { instance, rootKey, words, files }: Kits): void {
  const texts = textsOf();
  byId("words-title").textContent = texts("Words", holder);
  byId("kit-words").replaceChildren(...words[holder].split(" ").map((word) => element("li", {}, word)));
  byId("kit-root").textContent = fingerprint([rootKey]).join(" ");
  byId("kit-instance").textContent = instance;
  const own = pairsOf(holder);
  byId("kit-files").replaceChildren(
    ...own.map((pair) => element("li", {}, texts("With", `recovery-${pair}.age`, pair.replace(holder, "")))),
  );
  byId("kit-command").textContent = `age -d -o recovery.txt recovery-${own[0]}.age`;
  byId("kit-paper").replaceChildren(
    ...own.map((pair) =>
      element("div", { class: "cm-kit__file" }, element("h3", { class: "govuk-heading-s" }, `recovery-${pair}.age`), element("pre", { dir: "ltr", tabindex: "0", role: "group", "aria-label": `recovery-${pair}.age` }, armor.encode(files[pair]).trim()))),
  );
  const print = byId<HTMLButtonElement>("kit-print");
  print.onclick = () => globalThis.print();
}

function clearKit(): void {
  for (const id of ["kit-words", "kit-paper"]) byId(id).replaceChildren();
}

/** Whether she typed two of her words; `false` when she wants to see them again. */
function knowsTwo(holder: Holder, words: readonly string[], sections: readonly string[]): Promise<boolean> {
  const texts = textsOf();
  const asked = twoPlaces(words.length);
  const fields = (["first", "second"] as const).map((which, i) => {
    byId(`check-${which}-label`).textContent = texts("CheckWord", asked[i]! + 1);
    const field = byId<HTMLInputElement>(`check-${which}`);
    field.value = "";
    return field;
  });
  byId("check-title").textContent = texts("Check", holder);
  showStep("holder-check", sections);
  const done = new AbortController();
  return new Promise((resolve) => {
    const end = (knows: boolean): void => {
      for (const field of fields) field.value = "";
      done.abort();
      resolve(knows);
    };
    onSubmit(byId<HTMLFormElement>("check-form"), async () => {
      const right = fields.every((field, i) => sameWord(field.value, words[asked[i]!]!));
      if (right) end(true);
      else showError(texts("CheckWrong"));
    }, done.signal);
    byId("show-again").addEventListener("click", () => end(false), { signal: done.signal });
  });
}

function twoPlaces(count: number): readonly [number, number] {
  const [a, b] = crypto.getRandomValues(new Uint32Array(2)) as unknown as [number, number];
  const first = a % count;
  const second = (first + 1 + (b % (count - 1))) % count;
  return first < second ? [first, second] : [second, first];
}

/** Draws something, and waits for a click. */
function clicked(id: string, draw: () => void): Promise<void> {
  draw();
  return new Promise((resolve) => byId(id).addEventListener("click", () => resolve(), { once: true }));
}
