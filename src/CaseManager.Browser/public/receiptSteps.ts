import { digitsOf, randomBytes, receiptDigits, receiptWords } from "../lib/sealing/index.ts";
import { isYoung } from "./answers.ts";
import { byId, fill, make, typedIn } from "./dom.ts";
import type { Problem } from "./problems.ts";
import { text } from "./texts.ts";

/** What the receipt stands for, for the words around it. */
export interface Arrival {
  readonly kept: boolean;
  readonly held: boolean;
  readonly earlier: boolean;
}

let secret: Uint8Array | null = null;
// What is asked again: the words, or the groups of three digits where the page shows those first.
let parts: readonly string[] = [];
let asked: readonly [number, number] = [0, 1];

/** Writes the receipt onto its step. */
export function showReceipt(receipt: Uint8Array, { kept, held, earlier }: Arrival): void {
  secret = receipt;
  const words = receiptWords(receipt);
  const digits = receiptDigits(receipt);
  parts = isInDigits() ? digits.split(" ") : words;
  byId("receipt-words").replaceChildren(...words.map((word) => make("li", {}, word)));
  byId("receipt-digits").textContent = digits;
  byId("receipt-sent").hidden = kept;
  byId("receipt-kept").hidden = !kept;
  byId("receipt-remark").hidden = !earlier;
  byId("receipt-remark").textContent = earlier ? text("earlier-arrived") : "";
  byId("done-held").hidden = !held;
  byId("done-young").hidden = !isYoung();
  byId("done-adult").hidden = isYoung();
}

/** Prints the receipt and nothing else; the style sheet sees to that. */
export const startReceipt = (): void => {
  byId("receipt-print").addEventListener("click", () => print());
  const skip = byId("retype-skip");
  skip.addEventListener("click", () => {
    byId("retype-sure").hidden = false;
    skip.setAttribute("aria-expanded", "true");
  });
};

/** Asks for two parts anew, by chance. */
export function askForTwo(): void {
  const first = randomBytes(1)[0]! % 4;
  asked = [first, 4 + (randomBytes(1)[0]! % 4)]; // One of each half.
  byId("retype-sure").hidden = true;
  byId("retype-skip").setAttribute("aria-expanded", "false");
  for (const [i, id] of (["retype-first", "retype-second"] as const).entries()) {
    fill(id, "");
    document.querySelector(`label[for="${id}"]`)!.textContent = text("word-number", asked[i]! + 1);
  }
}

/** Which of the two differ. */
export const retypeProblems = (): Problem[] =>
  (["retype-first", "retype-second"] as const).flatMap((box, i) => {
    const place = asked[i]!;
    const typed = isInDigits() ? digitsOf(typedIn(box)) : typedIn(box).toLowerCase();
    if (typed === parts[place]) return [];
    return { box, words: text(typed === "" ? "retype-empty" : "retype-wrong", place + 1) };
  });

/** The receipt of this session, so that she can look at her report without typing it. */
export const heldReceipt = (): Uint8Array | null => secret;

const isInDigits = (): boolean => document.querySelector<HTMLElement>('[data-step="receipt"]')!.dataset["first"] === "digits";

/** Takes the receipt off the page. */
export function hideReceipt(): void {
  parts = [];
  byId("receipt-words").replaceChildren();
  byId("receipt-digits").textContent = "";
}

/** Forgets the receipt. */
export const forgetReceipt = (): void => void (secret = null);
