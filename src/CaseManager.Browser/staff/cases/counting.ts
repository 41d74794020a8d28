import { entriesOf } from "../../lib/casework/entry.ts";
import { NoAnswer } from "../../lib/casework/caseAnswer.ts";
import { nextObject } from "../../lib/casework/sealNext.ts";
import { eraseSecrets } from "../../lib/links/index.ts";
import type { Counted } from "../../lib/counting/index.ts";
import { countedOf, monthText, standing, wayOut } from "../../lib/counting/index.ts";
import { flag, object, oneOf, orNull, text } from "../../lib/sealing/shape.ts";
import type { ShapeOf } from "../../lib/sealing/shape.ts";
import type { CountedFacts } from "../../lib/sealing/index.ts";
import { hex, randomBytes } from "../../lib/sealing/index.ts";
import { call } from "../page/api.ts";
import { byId, element, onSubmit, showError } from "../page/dom.ts";
import { momentText } from "../page/moments.ts";
import { textsOf } from "../page/texts.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";
import { problemText } from "./problems.ts";

const sides = ["intake", "closure"] as const;
const questions = { intake: ["platform", "harmType", "country", "ageBand"], closure: ["platform", "outcome", "removalTime"] } as const;
const lists: Readonly<Record<string, string>> = {
  platform: "platform", harmType: "harm_type", country: "country", ageBand: "age_band", outcome: "outcome", removalTime: "time_to_removal_band",
};

const end = object({ month: orNull(text(7)), state: oneOf("open", "counted", "fixed", "not-closed") });
const proposal = object({ outcome: orNull(text(40)), removalTime: orNull(text(40)) });
const countingShape = object({ possible: flag, allowed: flag, intake: end, closure: end, proposed: proposal });
const proposable = ["outcome", "removalTime"] as const;
const takenBackShape = object({ fixed: flag });

/** Codes a case for the figures, each end once, and takes it out of them again. */
export function startCounting(context: CaseContext): { draw(): void } {
  const { file, texts } = context;
  const words = textsOf("count-codes");
  let counting: ShapeOf<typeof countingShape> | null = null;

  for (const side of sides) {
    onSubmit(byId<HTMLFormElement>(`count-${side}-form`), async () => {
      const month = counting?.[side].month ?? null;
      const boxes = questions[side].map((name) => byId<HTMLSelectElement>(`count-${side}-${name}`));
      const empty = boxes.find((box) => box.value === "");
      byId(`count-${side}-missing`).hidden = empty === undefined;
      if (empty !== undefined) return empty.focus();
      if (month === null) return;
      const codes = Object.fromEntries(questions[side].map((name, place) => [name, boxes[place]!.value]));
      const facts = { id: hex(randomBytes(16)), side, month, ...codes };
      const body = { v: 1, type: "counted", ...facts, at: new Date().toISOString() } as unknown as CountedFacts;
      await attempt(async () => {
        await file.write(`counted ${side}`, [nextObject("counting-id", body)], (objects) =>
          call("POST", `/api/staff/cases/${file.caseId}/counting`, { facts, objects }));
        for (const box of boxes) {
          box.value = "";
          chosen.delete(box.id);
        }
        byId<HTMLDetailsElement>(`count-${side}`).open = false;
        await context.refresh();
        byId("counting-title").focus();
      });
    });
  }

  // What she has chosen herself no proposal touches any more.
  const chosen = new Set<string>();
  for (const name of proposable) {
    const box = byId<HTMLSelectElement>(`count-closure-${name}`);
    box.addEventListener("change", () => {
      chosen.add(box.id);
      showProposed(box, false);
    });
  }

  onSubmit(byId<HTMLFormElement>("count-stop-form"), async () => {
    const field = byId<HTMLTextAreaElement>("count-stop-text");
    const said = eraseSecrets(field.value.trim());
    byId("count-stop-missing").hidden = said !== "";
    if (said === "") return field.focus();
    const body = { v: 1, purpose: "statistics", given: false, how: "spoken", text: said, at: new Date().toISOString() } as const;
    await attempt(async () => {
      // After a break in between her yes may be back already; then only what is still counted is left to do.
      if (counting?.allowed !== false) {
        await file.write(`count-stop ${said}`, [nextObject("consent", body)], (objects) =>
          call("POST", `/api/staff/cases/${file.caseId}/counting/withdrawn`, { objects }));
        if (counting !== null) counting = { ...counting, allowed: false };
      }
      for (const facts of standing(countedHere())) await takeBack(facts);
      field.value = "";
      byId<HTMLDetailsElement>("count-stop").open = false;
      await context.refresh();
      byId("counting-title").focus();
    });
  });

  return {
    draw() {
      byId("count-list").replaceChildren(...countedHere().map(drawCounted));
      if (file.current().answer.case.openedAt === null) {
        byId("counting").hidden = true;
        return;
      }
      byId("counting").hidden = false;
      // What the server says comes a moment later; until then nothing can be counted twice by it.
      void fetchCounting();
    },
  };

  async function fetchCounting(): Promise<void> {
    try {
      const answer = await call("GET", `/api/staff/cases/${file.caseId}/counting`);
      if (!countingShape(answer)) throw new NoAnswer();
      counting = answer;
      drawForms(answer);
    } catch (problem) {
      showError(problemText(problem));
    }
  }

  function countedHere(): Counted[] {
    return countedOf(entriesOf(file.current().open.entries, "counting-id"));
  }

  /** A hint that is hidden would still be read out with its box. */
  function showProposed(box: HTMLSelectElement, isProposed: boolean): void {
    const hint = byId(`${box.id}-proposed`);
    hint.hidden = !isProposed;
    if (isProposed) box.setAttribute("aria-describedby", hint.id);
    else box.removeAttribute("aria-describedby");
  }

  /** Fills in what the requests of the case say; it counts only once she sends it. */
  function propose(proposed: ShapeOf<typeof proposal>): void {
    for (const name of proposable) {
      const box = byId<HTMLSelectElement>(`count-closure-${name}`);
      if (chosen.has(box.id)) continue;
      box.value = proposed[name] ?? "";
      showProposed(box, box.value !== "");
    }
  }

  function drawForms({ possible, allowed, proposed, ...ends }: ShapeOf<typeof countingShape>): void {
    propose(proposed);
    byId("count-not-possible").hidden = possible;
    byId("count-not-allowed").hidden = !possible || allowed || sides.every((side) => ends[side].state !== "open");
    for (const side of sides) {
      const { month, state } = ends[side];
      const about = month === null ? "" : monthText(month, undefined);
      byId(`count-${side}`).hidden = !possible || !allowed || state !== "open";
      byId(`count-${side}-month`).textContent = texts("CountMonth", about);
      const told = possible && (state === "fixed" || (state === "not-closed" && allowed));
      byId(`count-${side}-state`).hidden = !told;
      byId(`count-${side}-state`).textContent = told ? texts(`CountState.${state}`, texts(`CountAbout.${side}`, about)) : "";
    }
    byId("count-stop").hidden = !allowed && standing(countedHere()).length === 0;
  }

  function drawCounted({ facts, takenBack }: Counted): HTMLElement {
    const about = texts(`CountAbout.${facts.side}`, monthText(facts.month, undefined));
    const said = questions[facts.side].map((name) => words(`${lists[name]}.${(facts as unknown as Record<string, string>)[name]}`));
    return element("div", { class: "cm-counted" },
      element("h3", { class: "govuk-heading-s" }, about),
      element("p", { class: "govuk-body" }, said.join(" · ")),
      ...(takenBack === null ? [] : [element("p", { class: "govuk-body cm-hint" },
        `${texts(takenBack.fixed ? "CountTakenBackLate" : "CountTakenBack")} ${momentText(takenBack.at)}`)]));
  }

  async function takeBack(facts: CountedFacts): Promise<void> {
    const answer = await call("POST", "/api/staff/counting/taken-back", wayOut(facts));
    if (!takenBackShape(answer)) throw new NoAnswer();
    const body = { v: 1, type: "taken-back", id: facts.id, fixed: answer.fixed, at: new Date().toISOString() } as const;
    await file.write(`taken-back ${facts.id}`, [nextObject("counting-id", body)], (objects) =>
      call("POST", `/api/staff/cases/${file.caseId}/objects`, { objects }));
  }
}
