import { daysAfter, todayIn } from "../../lib/casework/days.ts";
import { entriesOf } from "../../lib/casework/entry.ts";
import { nextObject } from "../../lib/casework/sealNext.ts";
import { eraseSecrets } from "../../lib/links/index.ts";
import { call } from "../page/api.ts";
import { byId, element, onSubmit } from "../page/dom.ts";
import { momentIn } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";
import { button, folded, labelled } from "./fields.ts";

/** Days ahead that one click chooses. */
const presets = [1, 3, 7] as const;

/** When work begins, where nothing else is said. */
const morning = "09:00";

/** Reminders of a case: their words are sealed, their times are the server's to keep. */
export function startReminders(context: CaseContext): { draw(): void } {
  const { file, texts } = context;
  const address = `/api/staff/cases/${file.caseId}/reminders`;
  const zone = byId("reminders").dataset["zone"]!;
  const field = byId<HTMLTextAreaElement>("reminder-text");
  const when = { day: byId<HTMLInputElement>("reminder-day"), time: byId<HTMLInputElement>("reminder-time") };
  when.time.value = morning;
  byId("reminder-presets").replaceChildren(...presetButtons(when));

  onSubmit(byId<HTMLFormElement>("reminder-form"), async () => {
    const text = eraseSecrets(field.value.trim());
    byId("reminder-text-missing").hidden = text !== "";
    byId("reminder-day-missing").hidden = atOf(when) !== null;
    const at = atOf(when);
    if (text === "") return field.focus();
    if (at === null) return when.day.focus();
    await attempt(async () => {
      const body = { v: 1, text, at: new Date().toISOString() } as const;
      await file.write(`reminder ${at} ${text}`, [nextObject("reminder", body)], (objects) => call("POST", address, { at, objects }));
      field.value = "";
      when.day.value = "";
      await context.refresh();
    });
  });

  function presetButtons({ day }: { readonly day: HTMLInputElement }): HTMLButtonElement[] {
    return presets.map((days) => {
      const preset = element("button", { type: "button", class: "govuk-button govuk-button--secondary" }, texts(`Remind${days}`));
      preset.addEventListener("click", () => (day.value = daysAfter(todayIn(zone, new Date()), days)));
      return preset;
    });
  }

  /** Another time for one that is due too early. */
  function laterForm(id: string, decide: (decision: string, at: string | null) => Promise<void>): HTMLElement {
    const day = element("input", { type: "date", class: "govuk-input govuk-input--width-10", id: `later-day-${id}` });
    const time = element("input", { type: "time", class: "govuk-input govuk-input--width-5", id: `later-time-${id}`, value: morning });
    const form = element(
      "form",
      { class: "cm-reminder__later" },
      element("div", { class: "cm-buttons" }, ...presetButtons({ day })),
      labelled(texts("ReminderDay"), day),
      labelled(texts("ReminderTime"), time),
      button(texts("ReminderPutOff"), "govuk-button--secondary"),
    );
    onSubmit(form, async () => {
      const at = atOf({ day, time });
      if (at === null) return day.focus();
      await decide("later", at);
    });
    return folded(texts("ReminderLater"), form);
  }

  function card({ id, staff, dueAt, state, settledAt }: Reminder, words: string): HTMLElement {
    const decide = async (decision: string, at: string | null): Promise<void> => {
      await attempt(async () => {
        await call("POST", `${address}/${id}`, { decision, at });
        await context.refresh();
      });
    };
    const isOpen = state === "open";
    const done = element("form", {}, button(texts("ReminderDone"), "govuk-button--secondary"));
    const drop = element("form", {}, element("button", { type: "submit", class: "cm-link-button" }, texts("ReminderDrop")));
    onSubmit(done, () => decide("done", null));
    onSubmit(drop, () => decide("drop", null));
    return element(
      "li",
      { class: "cm-note", id: `reminder-${id}` },
      element(
        "p",
        { class: "cm-message__head" },
        element("strong", { dir: "auto" }, context.nameOf(`staff:${staff}`)), " ", momentIn(zone, settledAt ?? dueAt),
        ...(isOpen ? (Date.parse(dueAt) <= Date.now() ? [" ", element("strong", { class: "govuk-tag cm-tag" }, texts("ReminderDue"))] : []) : [` · ${texts(`Reminder.${state}`)}`]),
      ),
      element("p", { class: "cm-typed", dir: "auto" }, words),
      ...(isOpen ? [element("div", { class: "cm-buttons" }, done, drop), laterForm(id, decide)] : []),
    );
  }

  return {
    draw() {
      const { open, answer } = file.current();
      const words = new Map(entriesOf(open.entries, "reminder").map(({ objectId, body }) => [objectId, body.text]));
      const draw = (reminders: readonly Reminder[]) => reminders.map((reminder) => card(reminder, words.get(reminder.id) ?? texts("ReminderClosed")));
      const settled = answer.reminders.filter(({ state }) => state !== "open");
      const waiting = answer.reminders.filter(({ state }) => state === "open");
      byId("reminder-list").replaceChildren(...draw(waiting));
      byId("reminders-none").hidden = waiting.length > 0;
      byId("reminder-old-list").replaceChildren(...draw(settled));
      byId("reminders-old").hidden = settled.length === 0;
      const why = open.n !== null ? null : open.notesClosed ? "NotesClosed" : answer.case.openedAt === null ? "TakeUpFirst" : "NotesNoKey";
      byId("reminders-closed").hidden = why === null;
      byId("reminders-closed").textContent = why === null ? "" : texts(why);
      byId("reminder-form").hidden = why !== null;
    },
  };

  type Reminder = ReturnType<typeof file.current>["answer"]["reminders"][number];
}

/** A time on the clock of the organisation's zone; `null` while none is chosen. */
const atOf = ({ day, time }: { readonly day: HTMLInputElement; readonly time: HTMLInputElement }): string | null =>
  day.value === "" || time.value === "" ? null : `${day.value}T${time.value}:00`;
