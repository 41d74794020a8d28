import type { Caseworker } from "../../lib/casework/caseworker.ts";
import { ApiProblem, call } from "../page/api.ts";
import { byId, element, onSubmit, showError } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";
import { renewKeys } from "./caseKeys.ts";
import { colleagueOption, fetchColleagues, isSureOf } from "./colleagues.ts";
import { problemText } from "./problems.ts";

/** Gives several cases of the queue to a colleague at once: those nobody has are hers, the others are offered to her. */
export async function startBulk(rows: readonly HTMLTableRowElement[], me: Caseworker): Promise<void> {
  const texts = textsOf();
  const boxes = rows.map((row) => {
    const reference = row.querySelector(".cm-reference")!.textContent ?? "";
    const box = element("input", { type: "checkbox", class: "govuk-checkboxes__input", id: `choose-${row.dataset["case"]!}` });
    const label = element("label", { class: "govuk-label govuk-checkboxes__label", for: box.id }, element("span", { class: "govuk-visually-hidden" }, texts("Choose", reference)));
    row.querySelector(".cm-queue__case")!.prepend(
      element("div", { class: "govuk-checkboxes govuk-checkboxes--small cm-queue__choose" }, element("div", { class: "govuk-checkboxes__item" }, box, label)),
    );
    return { box, caseId: row.dataset["case"]!, taken: row.dataset["taken"] === "true" };
  });
  const colleague = byId<HTMLSelectElement>("bulk-colleague");
  const people = await fetchColleagues(me);
  colleague.append(...people.map((one) => colleagueOption(one, texts)));
  byId("bulk").hidden = false;

  onSubmit(byId<HTMLFormElement>("bulk"), async () => {
    showError("");
    const chosen = boxes.filter(({ box }) => box.checked);
    if (chosen.length === 0) return showError(texts("ChooseCases"));
    if (colleague.value === "") return colleague.focus();
    if (!isSureOf(people.find(({ id }) => id === colleague.value), texts)) return;
    let given = 0;
    const refused: string[] = [];
    for (const one of chosen) {
      try {
        await give(one, colleague.value, me);
        one.box.checked = false;
        given++;
      } catch (problem) {
        if (!(problem instanceof ApiProblem) || problem.status === 0) return showError(problemText(problem));
        refused.push(problemText(problem));
      }
      byId("bulk-state").textContent = texts("Given", given, chosen.length);
    }
    if (refused.length > 0) return showError(texts("NotGiven", refused.length, [...new Set(refused)].join(" ")));
    location.reload();
  });
}

async function give({ caseId, taken }: { readonly caseId: string; readonly taken: boolean }, staff: string, me: Caseworker): Promise<void> {
  await call("POST", `/api/staff/cases/${caseId}/${taken ? "offer" : "assign"}`, { staff, objects: [] });
  await renewKeys(caseId, me, false);
}
