import { element } from "../page/dom.ts";
import type { Texts } from "../page/texts.ts";

/** Danger as a word in a shape, so that it does not depend on colour; `null` where she said there is none, or nothing. */
export function dangerMark(danger: string, codes: Texts): HTMLElement | null {
  if (danger === "none" || danger === "unsaid") return null;
  return mark(danger === "now" ? "cm-mark--now" : "cm-mark--threat", danger === "now" ? "▲" : "△", codes(`danger.${danger}`));
}

/** That she was, or may have been, under 18. */
export function ageMark(age: string, codes: Texts): HTMLElement | null {
  if (age !== "minor" && age !== "unsure") return null;
  return mark(age === "minor" ? "cm-mark--minor" : "cm-mark--unsure", age === "minor" ? "■" : "□", codes(`age.${age}`));
}

const mark = (style: string, shape: string, word: string): HTMLElement =>
  element("strong", { class: `cm-mark ${style}` }, element("span", { "aria-hidden": "true" }, shape), ` ${word}`);
