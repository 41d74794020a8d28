import type { OpenedCase, StoryRow } from "../lib/reporting/index.ts";
import { byId, make } from "./dom.ts";
import { moment, text, textOr } from "./texts.ts";

/** What is shown at once; what was before that is folded. */
const newest = 12;

/** Tells her what happened in her case, oldest first, in her own words. */
export function showStory({ answer: { story = [] } }: OpenedCase): void {
  const earlier = story.slice(0, -newest);
  byId("case-no-story").hidden = story.length > 0;
  byId("case-story").replaceChildren(...(earlier.length === 0 ? [] : [folded(earlier)]), ...story.slice(-newest).map(told));
}

const folded = (earlier: readonly StoryRow[]): HTMLElement => make("li", {},
  make("details", { class: "govuk-details" },
    make("summary", { class: "govuk-details__summary" }, make("span", { class: "govuk-details__summary-text" }, text("happened-earlier"))),
    make("ol", { class: "cm-ledger" }, ...earlier.map(told))));

function told({ at, code, recipient, detail, dueAt, links, urls }: StoryRow): HTMLElement {
  // A code this page does not know is of a newer program: she is told that something happened, never nothing.
  const whom = recipient ?? text("happened-somebody");
  const words = textOr(`happened-${code}`, text("happened-other"), whom, detail === null ? "" : wordsOf(code, detail), dueAt === null ? "" : moment(dueAt));
  return make("li", {},
    make("p", { class: "govuk-body-s cm-story-when" }, moment(at)),
    make("p", { class: "govuk-body cm-story-what", dir: "auto" }, words),
    ...linksOf(links, urls));
}

function linksOf(links: number, urls: readonly string[]): HTMLElement[] {
  const [first] = urls;
  if (links === 0 || first === undefined) return [];
  if (urls.length === 1) return [make("p", { class: "govuk-body-s cm-typed", dir: "ltr" }, first)];
  return [make("details", { class: "govuk-details" },
    make("summary", { class: "govuk-details__summary" }, make("span", { class: "govuk-details__summary-text" }, text("happened-links", urls.length))),
    make("div", { class: "govuk-details__text" }, ...urls.map((url) => make("p", { class: "govuk-body-s cm-typed", dir: "ltr" }, url))))];
}

const wordsOf = (code: string, detail: string): string =>
  code.startsWith("consent-") ? textOr(`purpose-${detail}`, detail) : textOr(`outcome-${detail}`, detail);
