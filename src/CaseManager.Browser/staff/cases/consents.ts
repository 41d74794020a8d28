import { entriesOf } from "../../lib/casework/entry.ts";
import { nextObject } from "../../lib/casework/sealNext.ts";
import { eraseSecrets } from "../../lib/links/index.ts";
import { purpose as isPurpose } from "../../lib/sealing/body.ts";
import { call } from "../page/api.ts";
import { byId, element, onSubmit } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";

/** Whether she lets her links be sent, as the server enforces it. */
export const maySendLinks = ({ file }: CaseContext): boolean =>
  file.current().answer.consents.some(({ purpose, withdrawnAt }) => purpose === "send-links" && withdrawnAt === null);

/** What she agreed to, purpose by purpose, with the words that were sealed about it. */
export function drawConsents({ file, texts, codes, nameOf }: CaseContext): void {
  const { answer, open } = file.current();
  const rows = answer.consents.map(({ purpose, givenAt, withdrawnAt, how }) =>
    element(
      "li",
      { class: `cm-consent${withdrawnAt === null ? "" : " cm-consent--withdrawn"}` },
      element("strong", {}, codes(`purpose.${purpose}`)),
      element("span", {}, `${texts(`How.${how}`)} `, moment(givenAt)),
      ...(withdrawnAt === null ? [] : [element("span", { class: "cm-consent__withdrawn" }, `${texts("Withdrawn")} `, moment(withdrawnAt))]),
    ));
  const words = entriesOf(open.entries, "consent")
    .filter(({ body }) => body.text !== "")
    .map(({ author, body }) =>
      element("li", {}, texts(body.given ? "ConsentWords" : "ConsentWordsBack", nameOf(author), codes(`purpose.${body.purpose}`), body.text)));
  byId("consent-list").replaceChildren(...rows);
  byId("consents-none").hidden = rows.length > 0;
  byId("consent-words").replaceChildren(...words);
  byId("consent-form").hidden = answer.case.openedAt === null || answer.case.closedAt !== null;
}

/** Lets a caseworker record what she said. */
export function startConsents(context: CaseContext): void {
  const choice = byId<HTMLSelectElement>("consent-purpose");
  const field = byId<HTMLTextAreaElement>("consent-text");
  onSubmit(byId<HTMLFormElement>("consent-form"), async () => {
    const purpose: unknown = choice.value;
    const text = eraseSecrets(field.value.trim());
    if (!isPurpose(purpose)) return choice.focus();
    if (text === "") return field.focus();
    const body = { v: 1, purpose, given: true, how: "spoken", text, at: new Date().toISOString() } as const;
    await attempt(async () => {
      const { file } = context;
      await file.write(`consent ${purpose} ${text}`, [nextObject("consent", body)], (objects) =>
        call("POST", `/api/staff/cases/${file.caseId}/consents`, { purpose, objects }));
      choice.value = "";
      field.value = "";
      await context.refresh();
    });
  });
}
