import type { Counted } from "../lib/counting/index.ts";
import { countedOf, monthText, standing, wayOut } from "../lib/counting/index.ts";
import type { OpenedCase } from "../lib/reporting/index.ts";
import { call, persist, readEntries } from "../lib/reporting/index.ts";
import type { Body, CountedFacts } from "../lib/sealing/index.ts";
import { byId, make } from "./dom.ts";
import { language, moment, text, textOr } from "./texts.ts";

/** What was counted about her and still stands. */
export const countedNow = (opened: OpenedCase): readonly CountedFacts[] => standing(all(opened));

/** Shows what was counted about her, exactly, each with a way out. */
export function showCounted(opened: OpenedCase, takeBack: (facts: CountedFacts) => Promise<void>): void {
  const counted = all(opened);
  byId("case-counted").hidden = counted.length === 0;
  byId("case-delete-counted-box").hidden = standing(counted).length === 0;
  byId("counted-list").replaceChildren(...counted.map((one) => entry(one, takeBack)));
}

/** Takes her out by the id alone: neither her receipt nor her case is named. Returns what her case keeps of it. */
export async function takeOut(facts: CountedFacts): Promise<Body<"counting-id">> {
  const { fixed } = await persist(() => call<{ fixed: boolean }>("/api/counting/taken-back", { method: "POST", text: JSON.stringify(wayOut(facts)) }));
  return { v: 1, type: "taken-back", id: facts.id, fixed, at: new Date().toISOString() };
}

const all = (opened: OpenedCase): Counted[] =>
  countedOf(readEntries(opened, "counting-id").map(({ entry: { author }, body }) => ({ author, body })));

function entry({ facts, takenBack }: Counted, takeBack: (facts: CountedFacts) => Promise<void>): HTMLElement {
  const about = text(facts.side === "intake" ? "counted-intake" : "counted-closure");
  const when = monthText(facts.month, language());
  const rows = [[text("counted-month"), when], ...factsOf(facts)].map(([name, value]) => make("div", { class: "govuk-summary-list__row" },
    make("dt", { class: "govuk-summary-list__key" }, name!),
    make("dd", { class: "govuk-summary-list__value" }, value!)));
  return make("div", { class: "cm-counted" },
    make("h3", { class: "govuk-heading-s" }, about),
    make("dl", { class: "govuk-summary-list" }, ...rows),
    takenBack === null ? wayOutButton() : make("p", { class: "govuk-body" }, text(takenBack.fixed ? "counted-fixed" : "counted-taken-back", moment(takenBack.at))));

  function wayOutButton(): HTMLElement {
    const button = make("button",
      { type: "button", class: "govuk-button govuk-button--secondary", "aria-label": text("counted-take-back-what", about, when) }, text("counted-take-back"));
    button.addEventListener("click", () => {
      button.disabled = true;
      void takeBack(facts).finally(() => (button.disabled = false));
    });
    return button;
  }
}

function factsOf(facts: CountedFacts): (readonly [string, string])[] {
  const platform = [text("counted-platform"), word("platform", facts.platform)] as const;
  return facts.side === "intake"
    ? [platform, [text("counted-harm"), word("harm", facts.harmType)], [text("counted-country"), country(facts.country)], [text("counted-age"), word("age", facts.ageBand)]]
    : [platform, [text("counted-outcome"), word("outcome", facts.outcome)], [text("counted-removal"), word("removal", facts.removalTime)]];
}

const word = (list: "platform" | "harm" | "age" | "outcome" | "removal", code: string): string => textOr(`fact-${list}-${code}`, code);

const country = (code: string): string =>
  code === "ZZ" ? text("counted-no-country") : new Intl.DisplayNames([document.documentElement.lang], { type: "region" }).of(code) ?? code;
