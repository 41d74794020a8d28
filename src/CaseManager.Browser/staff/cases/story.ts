import { byId, element } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import type { StoryLine } from "./takedowns.ts";

/** What is shown before somebody asks for the whole story. */
const newest = 12;

// Asked for once, it stays open while the page is drawn anew.
let isWhole = false;

/** Tells what happened in the case, oldest first. */
export function drawStory(context: CaseContext): void {
  const { story } = context.takedowns();
  const shown = isWhole ? story : story.slice(-newest);
  const button = byId<HTMLButtonElement>("story-whole");
  button.hidden = shown.length === story.length;
  button.onclick = () => {
    isWhole = true;
    drawStory(context);
    byId("story-title").focus();
  };
  byId("story-none").hidden = story.length > 0;
  byId("story-list").replaceChildren(...shown.map((line) => told(line, context)));
}

function told({ at, code, by, recipient, detail, dueAt, links, urls }: StoryLine, { texts, codes }: CaseContext): HTMLElement {
  const words = texts(`Story.${code}`, recipient ?? "", detail === null ? "" : wordsOf(code, detail, codes));
  return element(
    "li",
    { class: "cm-story__line" },
    element("p", { class: "cm-story__when" }, moment(at)),
    element(
      "p",
      { class: "cm-story__what" },
      element("span", { dir: "auto" }, words),
      ...(dueAt === null ? [] : [" ", moment(dueAt)]),
      ...(by === null ? [] : [" ", element("span", { class: "cm-story__who", dir: "auto" }, by === "survivor" ? texts("Her") : by)]),
    ),
    ...linksOf(links, urls, texts),
  );
}

function linksOf(links: number, urls: readonly string[], texts: CaseContext["texts"]): HTMLElement[] {
  if (links === 0) return [];
  const [first] = urls;
  if (first === undefined) return [element("p", { class: "cm-story__links" }, texts("UrlDestroyed"))];
  if (links === 1) return [element("p", { class: "cm-story__links cm-link-text" }, first)];
  return [
    element(
      "details",
      { class: "govuk-details cm-folded cm-story__links" },
      element("summary", { class: "govuk-details__summary" }, element("span", { class: "govuk-details__summary-text" }, texts("StoryLinks", links))),
      element("ul", { class: "cm-facts" }, ...urls.map((url) => element("li", { class: "cm-link-text" }, url))),
    ),
  ];
}

/** The words for what a line says more. */
function wordsOf(code: string, detail: string, codes: CaseContext["codes"]): string {
  if (code.startsWith("consent-")) return codes(`purpose.${detail}`);
  if (code.startsWith("step-")) return codes(`step.${detail}`);
  if (code.startsWith("answer-")) return codes(`answer.${detail}`);
  return codes(`outcome.${detail}`);
}
