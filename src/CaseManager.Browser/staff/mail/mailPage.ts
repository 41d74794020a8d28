import { readCase } from "../../lib/casework/caseAnswer.ts";
import type { Caseworker } from "../../lib/casework/caseworker.ts";
import type { TeamMail } from "../../lib/casework/openTeamMail.ts";
import { mailWords, openTeamMail } from "../../lib/casework/openTeamMail.ts";
import { nextObject } from "../../lib/casework/sealNext.ts";
import { eraseSecrets } from "../../lib/links/index.ts";
import { DamagedFile, fromBase64url } from "../../lib/sealing/index.ts";
import { renewKeys } from "../cases/caseKeys.ts";
import { openCaseFile } from "../cases/caseFile.ts";
import { button, folded, labelled } from "../cases/fields.ts";
import { problemText } from "../cases/problems.ts";
import { ApiProblem, call } from "../page/api.ts";
import { byId, element, onSubmit, showError } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import { textsOf } from "../page/texts.ts";
import { caseworkerOf } from "../session/caseworker.ts";
import { requireUnlocked } from "../session/session.ts";
import type { FoundNotice, UnsortedMail } from "./mails.ts";
import { fetchUnsorted, findNotices } from "./mails.ts";

/** Mail that belongs to no notice yet: opened here, and put where it belongs by a person. */
export async function startMailPage(): Promise<void> {
  try {
    const me = caseworkerOf(await requireUnlocked());
    await drawPage(me, null);
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 401) return;
    showError(problemText(problem));
  } finally {
    byId("opening").hidden = true;
  }
}

async function drawPage(me: Caseworker, last: UnsortedMail | null): Promise<void> {
  const { mails, more } = await fetchUnsorted(last);
  const list = byId("mail-list");
  for (const mail of mails) list.append(await card(mail, me));
  const isEmpty = list.childElementCount === 0;
  byId("mail-none").hidden = !isEmpty;
  byId("mail-lead").hidden = isEmpty;
  const next = byId("mail-more");
  next.hidden = !more;
  next.onclick = () => void run(() => drawPage(me, mails.at(-1) ?? null));
}

async function card(mail: UnsortedMail, me: Caseworker): Promise<HTMLElement> {
  const texts = textsOf();
  const codes = textsOf("codes");
  const opened = await openOrSay(mail, me);
  const box = element("article", { class: "cm-notice", id: `mail-${mail.messageId}` });
  const remove = (): void => {
    box.remove();
    byId("mail-none").hidden = byId("mail-list").childElementCount > 0;
  };
  box.append(
    element("h3", { class: "govuk-heading-s cm-notice__title", dir: "auto" }, typeof opened === "string" ? texts("Unreadable") : opened.subject || texts("NoSubject")),
    element("p", { class: "cm-hint" }, moment(mail.receivedAt), ` · ${codes(`answer.${mail.class}`)}`),
  );
  if (typeof opened === "string") {
    box.append(element("p", { class: "govuk-body" }, opened), discardForm(mail, remove));
    return box;
  }
  box.append(
    element("p", { class: "cm-hint", dir: "auto" }, texts("From", opened.from)),
    element("pre", { class: "cm-exact", tabindex: "0", dir: "auto" }, opened.text),
    attachForm(mail, opened, me, remove),
    discardForm(mail, remove),
  );
  return box;
}

async function openOrSay(mail: UnsortedMail, me: Caseworker): Promise<TeamMail | string> {
  const texts = textsOf();
  if (mail.standing === "quarantined" || mail.file === null || mail.epoch === null) return texts("PutAside");
  try {
    const file = fromBase64url(mail.file);
    if (file === null) throw new DamagedFile("content");
    return (await openTeamMail(mail.messageId, mail.epoch, file, me)) ?? texts("OtherEpoch");
  } catch (problem) {
    return problemText(problem);
  }
}

function attachForm(mail: UnsortedMail, opened: TeamMail, me: Caseworker, remove: () => void): HTMLElement {
  const texts = textsOf();
  const codes = textsOf("codes");
  const kind = (byId<HTMLTemplateElement>("mail-kinds").content.firstElementChild as HTMLSelectElement).cloneNode(true) as HTMLSelectElement;
  kind.id = `kind-${mail.messageId}`;
  kind.value = mail.class;
  const reference = element("input", { class: "govuk-input cm-input--reference", id: `notice-${mail.messageId}`, type: "text", autocomplete: "off", spellcheck: "false", placeholder: "TD-7F3K-29QX" });
  const found = element("div", { class: "govuk-radios govuk-radios--small", role: "radiogroup", "aria-label": texts("WhichNotice") });
  let notices: readonly FoundNotice[] = [];
  const show = (next: readonly FoundNotice[]): void => {
    notices = next;
    found.replaceChildren(...next.map((notice, index) => choice(notice, index, next.length === 1)));
  };
  const choice = (notice: FoundNotice, index: number, chosen: boolean): HTMLElement => {
    const id = `choice-${mail.messageId}-${index}`;
    const input = element("input", { class: "govuk-radios__input", type: "radio", id, name: `choice-${mail.messageId}`, value: notice.noticeId });
    input.checked = chosen;
    return element("div", { class: "govuk-radios__item" }, input,
      element("label", { class: "govuk-label govuk-radios__label", for: id }, `${notice.reference} · ${notice.recipientName} · ${codes(`notice.${notice.state}`)} · `, moment(notice.sealedAt)));
  };
  if (mail.noticeId !== null && mail.caseId !== null) {
    found.append(element("p", { class: "govuk-body" }, texts("Probably", mail.reference ?? "", mail.recipientName ?? "")));
  }
  const find = element("form", { class: "cm-action" }, labelled(texts("Reference"), reference), button(texts("Find"), "govuk-button--secondary"));
  onSubmit(find, () => run(async () => {
    const next = await findNotices(reference.value.trim());
    if (next.length === 0) throw new Said(texts("NothingFound"));
    show(next);
  }));
  const form = element("form", { class: "cm-action" }, found, labelled(texts("Kind"), kind), button(texts("Attach")));
  onSubmit(form, () => run(async () => {
    const chosen = form.querySelector<HTMLInputElement>("input[type=radio]:checked")?.value ?? (notices.length === 0 ? mail.noticeId : null);
    const caseId = notices.find(({ noticeId }) => noticeId === chosen)?.caseId ?? mail.caseId;
    if (chosen === null || caseId === null) throw new Said(texts("ChooseNotice"));
    if (kind.value === "") return kind.focus();
    await attach(mail, opened, { noticeId: chosen, caseId, kind: kind.value }, me);
    remove();
  }));
  return folded(texts("Belongs"), element("div", {}, find, form));
}

/** Her browser seals the words anew, to the case's key of staff; the team's copy is destroyed with that. */
async function attach(mail: UnsortedMail, opened: TeamMail, to: { noticeId: string; caseId: string; kind: string }, me: Caseworker): Promise<void> {
  const file = await openCaseFile(to.caseId, me, {
    load: async () => readCase(await call("GET", `/api/staff/cases/${to.caseId}`)),
    renewKeys: (rekey) => renewKeys(to.caseId, me, rekey),
  });
  const body = { v: 1, noticeId: to.noticeId, text: eraseSecrets(mailWords(opened)), receivedAt: mail.receivedAt, at: new Date().toISOString() } as const;
  await file.write(`mail ${mail.messageId} ${to.noticeId}`, [nextObject("answer", body)], (objects) =>
    call("POST", `/api/staff/mail/${mail.messageId}/attach`, { noticeId: to.noticeId, kind: to.kind, objects }));
}

function discardForm(mail: UnsortedMail, remove: () => void): HTMLElement {
  const texts = textsOf();
  const form = element("form", { class: "cm-action" }, element("p", { class: "cm-hint" }, texts(mail.standing === "quarantined" ? "DiscardAsideHint" : "DiscardHint")), button(texts("Discard"), "govuk-button--warning"));
  onSubmit(form, () => run(async () => {
    await call("POST", `/api/staff/mail/${mail.messageId}/discard`);
    remove();
  }));
  return folded(texts("NotOurs"), form);
}

/** Something to say that is no fault. */
class Said extends Error {
  override readonly name = "Said";
}

async function run(work: () => Promise<void>): Promise<void> {
  showError("");
  try {
    await work();
  } catch (problem) {
    showError(problem instanceof Said ? problem.message : problemText(problem));
  }
}
