import { unreadNotes } from "../../lib/casework/handoverNotes.ts";
import { call } from "../page/api.ts";
import { byId, element } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";

/** What colleagues wrote for this person stands on top of the case until she has read it. */
export function startHandoverNotes(context: CaseContext): { draw(): void } {
  const { file, nameOf } = context;
  const read = byId<HTMLButtonElement>("handover-read");
  const unread = () => unreadNotes(file.current().open.entries, file.me.staffId, file.current().answer.case.handoverReadAt);

  read.addEventListener("click", () => {
    const newest = unread().at(-1);
    if (read.disabled || newest === undefined) return;
    read.disabled = true;
    void attempt(async () => {
      await call("POST", `/api/staff/cases/${file.caseId}/handover-read`, { objectId: newest.objectId });
      await context.refresh();
    }).then(() => (read.disabled = false));
  });

  return {
    draw() {
      const notes = unread();
      byId("handover").hidden = notes.length === 0;
      byId("handover-list").replaceChildren(...notes.map(({ author, receivedAt, text }) =>
        element(
          "li",
          {},
          element("p", { class: "cm-message__head" }, element("strong", { dir: "auto" }, nameOf(author)), " ", moment(receivedAt)),
          element("p", { class: "cm-typed", dir: "auto" }, text),
        )));
    },
  };
}
