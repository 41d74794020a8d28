import { entriesOf } from "../../lib/casework/entry.ts";
import { handoverNotes } from "../../lib/casework/handoverNotes.ts";
import { nextObject } from "../../lib/casework/sealNext.ts";
import { eraseSecrets } from "../../lib/links/index.ts";
import { call } from "../page/api.ts";
import { byId, element, onSubmit } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";

/** Notes of staff: sealed to a key that her receipt does not open. */
export function drawNotes({ file, texts, codes, nameOf }: CaseContext): void {
  const { open, answer } = file.current();
  const notes = [
    ...entriesOf(open.entries, "note").map(({ author, receivedAt, body }) => ({ author, receivedAt, text: body.text, about: null })),
    ...entriesOf(open.entries, "outcome").map(({ author, receivedAt, body }) => ({ author, receivedAt, text: body.text, about: texts("ClosedWith", codes(`outcome.${body.outcome}`)) })),
    ...handoverNotes(open.entries).map(({ author, receivedAt, text, staff }) => ({ author, receivedAt, text, about: texts("HandoverFor", staff.map((one) => nameOf(`staff:${one}`)).join(", ")) })),
  ]
    .sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1))
    .map(({ author, receivedAt, text, about }) =>
      element(
        "li",
        { class: "cm-note" },
        element("p", { class: "cm-message__head" }, element("strong", {}, nameOf(author)), " ", moment(receivedAt)),
        ...(about === null ? [] : [element("p", { class: "cm-note__outcome", dir: "auto" }, about)]),
        element("p", { class: "cm-typed", dir: "auto" }, text),
      ));
  byId("note-list").replaceChildren(...notes);
  byId("notes-none").hidden = notes.length > 0;
  const why = open.n !== null ? null : open.notesClosed ? "NotesClosed" : answer.case.openedAt === null ? "TakeUpFirst" : "NotesNoKey";
  byId("notes-closed").hidden = why === null;
  byId("notes-closed").textContent = why === null ? "" : texts(why);
  byId("note-form").hidden = why !== null;
}

/** Lets staff write a note. */
export function startNotes(context: CaseContext): void {
  const field = byId<HTMLTextAreaElement>("note-text");
  onSubmit(byId<HTMLFormElement>("note-form"), async () => {
    const text = eraseSecrets(field.value.trim());
    if (text === "") return field.focus();
    const body = { v: 1, text, at: new Date().toISOString() } as const;
    await attempt(async () => {
      const { file } = context;
      await file.write(`note ${text}`, [nextObject("note", body)], (objects) => call("POST", `/api/staff/cases/${file.caseId}/objects`, { objects }));
      field.value = "";
      drawNotes(context);
    });
  });
}
