import { fromBase64url } from "../../lib/sealing/bytes.ts";
import { fingerprint } from "../../lib/sealing/fingerprint.ts";
import { byId, element } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";
import type { WaitingPerson } from "../people/waiting.ts";
import { waitingPeople } from "../people/waiting.ts";

/** The supervisors who wait, and which of them read out the same six words. */
export interface OfficerChoice {
  /** Asks the server who waits now; nothing is ticked then. */
  look(): Promise<void>;
  compared(): readonly WaitingPerson[];
}

/** Starts the list. */
export function officerChoice(): OfficerChoice {
  let people: readonly WaitingPerson[] = [];
  return {
    async look() {
      people = (await waitingPeople()).filter(({ roles }) => roles.includes("supervisor"));
      byId("officers").replaceChildren(...people.map(cardOf));
      byId("officers-few").hidden = people.length >= 2;
      byId("officers-lead").hidden = people.length === 0;
      byId("officers-go").hidden = people.length < 2;
    },
    compared: () => people.filter(({ id }) => byId<HTMLInputElement>(`officer-${id}`).checked),
  };
}

function cardOf({ id, alias, signingKey, recipientKey }: WaitingPerson): HTMLElement {
  const box = element("input", { class: "govuk-checkboxes__input", type: "checkbox", id: `officer-${id}` });
  return element(
    "div",
    { class: "cm-card" },
    element("h3", { class: "govuk-heading-s" }, alias),
    element("p", { class: "cm-words", dir: "ltr" }, fingerprint([fromBase64url(signingKey)!, fromBase64url(recipientKey)!]).join(" ")),
    element(
      "div",
      { class: "govuk-checkboxes" },
      element("div", { class: "govuk-checkboxes__item" }, box, element("label", { class: "govuk-label govuk-checkboxes__label", for: box.id }, textsOf()("Officer", alias))),
    ),
  );
}
