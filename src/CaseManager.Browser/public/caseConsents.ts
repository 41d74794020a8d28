import type { OpenedCase } from "../lib/reporting/index.ts";
import type { Body } from "../lib/sealing/index.ts";
import { byId, make } from "./dom.ts";
import { moment, text } from "./texts.ts";

type Purpose = Body<"consent">["purpose"];

const always: readonly Purpose[] = ["send-links", "statistics"];
const others: readonly Purpose[] = ["disclose-name", "expose-to-poster", "partner-transfer", "notify-me"];

/** Shows what she allowed, each with a way to take it back or allow it again; what was never asked is left out. */
export function showConsents({ answer }: OpenedCase, change: (purpose: Purpose, given: boolean) => Promise<void>): void {
  const asked = others.filter((purpose) => answer.consents.some((consent) => consent.purpose === purpose));
  byId("case-consents").replaceChildren(...[...always, ...asked].map((purpose) => {
    const last = answer.consents.filter((consent) => consent.purpose === purpose).at(-1);
    const standing = last !== undefined && last.withdrawnAt === null;
    const what = text(`purpose-${purpose}`);
    const button = make("button",
      { type: "button", class: "cm-quiet", "aria-label": text(standing ? "consent-take-back-what" : "consent-allow-what", what) },
      text(standing ? "consent-take-back" : "consent-allow"));
    button.addEventListener("click", () => {
      button.disabled = true;
      void change(purpose, !standing).finally(() => (button.disabled = false));
    });
    return make("div", { class: "govuk-summary-list__row" },
      make("dt", { class: "govuk-summary-list__key" }, what),
      make("dd", { class: "govuk-summary-list__value" }, stateOf(last)),
      make("dd", { class: "govuk-summary-list__actions" }, button));
  }));
}

function stateOf(last: OpenedCase["answer"]["consents"][number] | undefined): string {
  if (last === undefined) return text("consent-none");
  if (last.withdrawnAt !== null) return text("consent-withdrawn", moment(last.withdrawnAt));
  return text(last.how === "spoken" ? "consent-spoken" : "consent-given", moment(last.givenAt));
}
