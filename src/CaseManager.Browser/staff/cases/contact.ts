import { entriesOf } from "../../lib/casework/entry.ts";
import type { Body } from "../../lib/sealing/index.ts";
import { byId, element } from "../page/dom.ts";
import type { CaseContext } from "./context.ts";
import { dangerMark, ageMark } from "./marks.ts";
import { toldIn } from "./told.ts";

/** How to reach her, above everything: one wrong call can cost her more than the images did. */
export function drawContact(context: CaseContext): void {
  const { file, texts } = context;
  const told = toldIn(file.current().open.entries);
  const card = entriesOf(file.current().open.entries, "triage-card").at(-1)?.body;
  const contact = told?.contact ?? card?.contact ?? null;
  const danger = told?.danger ?? card?.danger ?? "unsaid";
  const age = told?.age ?? card?.age ?? "unsaid";
  byId("contact-marks").replaceChildren(...[dangerMark(danger, context.codes), ageMark(age, context.codes)].flatMap((mark) => mark ?? []));
  byId("contact-list").replaceChildren(...(contact === null ? [] : linesOf(contact, context)));
  byId("contact-none").hidden = contact !== null;
  byId("contact-none").textContent = texts(file.current().answer.case.hasReceipt ? "ContactHere" : "ContactNone");
}

function linesOf(contact: NonNullable<Body<"triage-card">["contact"]>, { texts, codes }: CaseContext): HTMLElement[] {
  const hours = [contact.hours, contact.zone].filter((part) => part !== "").join(" · ");
  const lines: readonly (readonly [string, string, string])[] = [
    ["ContactNever", contact.never, "cm-contact__never"],
    ["ContactChannel", codes(`channel.${contact.channel}`), ""],
    ["ContactAddress", contact.address, "cm-contact__address"],
    ["ContactHours", hours, ""],
    ["ContactVoicemail", contact.channel === "phone" ? texts(contact.voicemail ? "Yes" : "VoicemailNo") : "", ""],
    ["ContactWord", contact.word, "cm-contact__word"],
  ];
  return lines
    .filter(([, value]) => value !== "")
    .map(([label, value, style]) => element("div", { class: `cm-contact__line ${style}` }, element("dt", {}, texts(label)), element("dd", {}, value)));
}
