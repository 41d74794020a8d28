import { NoAnswer } from "../../lib/casework/caseAnswer.ts";
import { inOrderFor, insertAt } from "../../lib/casework/replies.ts";
import { id, list, object, text } from "../../lib/sealing/shape.ts";
import { call } from "../page/api.ts";
import { byId, element } from "../page/dom.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";

const shape = object({ replies: list(object({ id, title: text(100), language: text(16), text: text(5000) }), 500) });

/** Saved replies beside the message box: chosen, put in at the cursor, and changed there. */
export function startSavedReplies({ file, texts }: CaseContext): void {
  const box = byId<HTMLDetailsElement>("replies");
  const choice = byId<HTMLSelectElement>("reply");
  const shown = byId("reply-text");
  const field = byId<HTMLTextAreaElement>("message-text");
  const insert = byId<HTMLButtonElement>("reply-insert");
  let replies = new Map<string, string>();

  box.addEventListener("toggle", () => {
    if (!box.open) return;
    void attempt(async () => {
      const answer = await call("GET", "/api/staff/replies");
      if (!shape(answer)) throw new NoAnswer();
      const ordered = inOrderFor(answer.replies, file.current().answer.case.language);
      replies = new Map(ordered.map((reply) => [reply.id, reply.text]));
      const before = choice.value;
      choice.replaceChildren(
        element("option", { value: "" }, texts("ChooseReply")),
        ...ordered.map((reply) => element("option", { value: reply.id }, `${reply.title} (${reply.language})`)),
      );
      choice.value = replies.has(before) ? before : "";
      byId("replies-none").hidden = ordered.length > 0;
      byId("reply-choice").hidden = ordered.length === 0;
      draw();
    });
  });
  choice.addEventListener("change", draw);
  insert.addEventListener("click", () => {
    const reply = replies.get(choice.value);
    if (reply === undefined) return choice.focus();
    const inserted = insertAt(field.value, field.selectionEnd, reply, field.maxLength);
    byId("reply-long").hidden = inserted !== null;
    if (inserted === null) return;
    field.value = inserted.value;
    field.focus();
    field.setSelectionRange(inserted.cursor, inserted.cursor);
  });

  function draw(): void {
    shown.textContent = replies.get(choice.value) ?? "";
    shown.hidden = shown.textContent === "";
    byId("reply-long").hidden = true;
  }
}
