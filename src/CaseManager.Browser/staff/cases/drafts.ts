import { entriesOf } from "../../lib/casework/entry.ts";
import { nextObject } from "../../lib/casework/sealNext.ts";
import { eraseSecrets } from "../../lib/links/index.ts";
import { call } from "../page/api.ts";
import { byId } from "../page/dom.ts";
import { beforeLock } from "../session/idle.ts";
import type { CaseContext } from "./context.ts";

/** Fields that are kept as a sealed draft, and the kind of object that makes a draft of them old. */
const kept = [
  ["message", "message-text"],
  ["note", "note-text"],
  ["reminder", "reminder-text"],
  ["handover", "colleague-note"],
] as const;

/** Puts back what was typed before the keys locked, and keeps what is typed when they lock next. */
export function startDrafts(context: CaseContext): void {
  const { file } = context;
  const mine = `staff:${file.me.staffId}`;
  const fields = kept.map(([name, id]) => ({ name, field: byId<HTMLTextAreaElement>(id) }));
  const { entries } = file.current().open;
  const draft = entriesOf(entries, "staff-draft").filter(({ author }) => author === mine).at(-1);
  for (const { name, field } of draft === undefined ? [] : fields) {
    const text = draft!.body.fields.find((one) => one.name === name)?.text ?? "";
    const sentSince = entriesOf(entries, name).some(({ author, receivedAt, body }) =>
      author === mine && receivedAt > draft!.receivedAt && (name !== "handover" || ("note" in body && body.note !== "")));
    if (text === "" || sentSince || field.value !== "") continue;
    field.value = text;
    byId(`${name}-restored`).hidden = false;
  }

  let saved = JSON.stringify(texts());
  function texts(): { readonly name: string; readonly text: string }[] {
    return fields.map(({ name, field }) => ({ name, text: eraseSecrets(field.value.trim()) }));
  }

  beforeLock(async () => {
    const now = texts();
    if (JSON.stringify(now) === saved || file.current().open.n === null) return;
    const body = { v: 1, fields: now, at: new Date().toISOString() } as const;
    await file.write("draft", [nextObject("staff-draft", body)], (objects) => call("POST", `/api/staff/cases/${file.caseId}/objects`, { objects }));
    saved = JSON.stringify(now);
  });
  addEventListener("beforeunload", (event) => {
    if (JSON.stringify(texts()) !== saved && texts().some(({ text }) => text !== "")) event.preventDefault();
  });
}
