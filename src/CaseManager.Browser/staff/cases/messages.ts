import { entriesOf } from "../../lib/casework/entry.ts";
import { nextObject } from "../../lib/casework/sealNext.ts";
import { eraseSecrets } from "../../lib/links/index.ts";
import { call } from "../page/api.ts";
import { byId, element, onSubmit } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";

/** What she and staff wrote to each other, oldest first. */
export function drawMessages({ file, texts, nameOf }: CaseContext): void {
  const { open, answer } = file.current();
  const messages = entriesOf(open.entries, "message").map(({ author, receivedAt, body }) =>
    element(
      "li",
      { class: `cm-message${author === "survivor" ? " cm-message--hers" : ""}` },
      element("p", { class: "cm-message__head" }, element("strong", {}, nameOf(author)), " ", moment(receivedAt)),
      element("p", { class: "cm-typed", dir: "auto" }, body.text),
    ));
  byId("message-list").replaceChildren(...messages);
  byId("messages-none").hidden = messages.length > 0;
  const why = answer.case.openedAt === null ? "TakeUpFirst" : answer.case.hasReceipt ? null : "NoReceipt";
  byId("messages-closed").hidden = why === null;
  byId("messages-closed").textContent = why === null ? "" : texts(why);
  byId("message-form").hidden = why !== null;
  const since = answer.case.awaitsAnswerSince;
  byId("message-waits").hidden = since === null;
  if (since !== null) byId("message-waits-since").replaceChildren(moment(since));
}

/** Lets staff write to her. */
export function startMessages(context: CaseContext): void {
  const field = byId<HTMLTextAreaElement>("message-text");
  onSubmit(byId<HTMLFormElement>("message-form"), async () => {
    const text = eraseSecrets(field.value.trim());
    if (text === "") return field.focus();
    const body = { v: 1, text, at: new Date().toISOString() } as const;
    await attempt(async () => {
      const { file } = context;
      // What she wrote after that is not answered by this.
      const read = entriesOf(file.current().open.entries, "message").filter(({ author }) => author === "survivor").at(-1)?.objectId ?? "";
      await file.write(`message ${text}`, [nextObject("message", body)], (objects) => call("POST", `/api/staff/cases/${file.caseId}/objects?read=${read}`, { objects }));
      field.value = "";
      drawMessages(context);
    });
  });

  const unneeded = byId<HTMLButtonElement>("message-unneeded");
  unneeded.addEventListener("click", () => {
    const { file } = context;
    const newest = entriesOf(file.current().open.entries, "message").filter(({ author }) => author === "survivor").at(-1);
    if (unneeded.disabled || newest === undefined) return;
    unneeded.disabled = true;
    void attempt(async () => {
      await call("POST", `/api/staff/cases/${file.caseId}/no-answer-needed`, { newest: newest.objectId });
      await file.reload();
      drawMessages(context);
    }).then(async (worked) => {
      unneeded.disabled = false;
      // She wrote again meanwhile: what is new is shown under what is said about it.
      if (!worked) await file.reload().then(() => drawMessages(context), () => undefined);
    });
  });
}
