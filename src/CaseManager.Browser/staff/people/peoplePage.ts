import { officers } from "../../lib/roster/index.ts";
import { fromBase64url } from "../../lib/sealing/bytes.ts";
import { fingerprint } from "../../lib/sealing/fingerprint.ts";
import { keyProblemText } from "../keys/keyProblems.ts";
import { byId, element, onSubmit, showError } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";
import type { Session } from "../session/session.ts";
import { currentSession } from "../session/session.ts";
import { openTyped } from "../setup/openFile.ts";
import { admit } from "./admit.ts";
import { endMembership } from "./endMembership.ts";
import { fetchTurning } from "./turnCases.ts";
import { startTurning, turnWithRecovery } from "./turningPanel.ts";
import type { WaitingPerson } from "./waiting.ts";
import { waitingPeople } from "./waiting.ts";

/** People: officers see who waits, compare six words by voice, and admit; they end memberships as well. */
export async function startPeoplePage(): Promise<void> {
  try {
    await show();
  } catch (problem) {
    showError(keyProblemText(problem, textsOf("key-problems")));
  }
}

async function show(): Promise<void> {
  const session = await currentSession();
  const isOfficer = session !== null && officers(session.roster).some((officer) => officer.user === session.me.id);
  byId("people-locked").hidden = isOfficer || byId("people-locked").dataset["officer"] !== "true";
  if (session === null) return;
  if (!isOfficer) {
    await startTurning(session);
    return;
  }
  const waiting = await waitingPeople();
  byId("waiting").hidden = waiting.length === 0;
  byId("waiting-list").replaceChildren(...waiting.map((person) => waitingCard(session, person)));
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-revoke]")) offerRevoking(session, button);
  const progress = await startTurning(session);
  if (progress !== null && progress.closed.length > 0) offerRecovery(session);
}

/** Cases from before she had a team key: two holders of words open them, here, once. */
function offerRecovery(session: Session): void {
  const section = byId("recovery-turning");
  section.hidden = false;
  onSubmit(byId<HTMLFormElement>("open-form"), () =>
    run(async () => {
      showError("");
      const secrets = await openTyped(session.roster.instance, textsOf("setup-texts"));
      if (secrets === null) return;
      secrets.rootSeed.fill(0);
      section.hidden = true;
      const { closed } = await turnWithRecovery(session, secrets.recoveryIdentity);
      section.hidden = closed.length === 0;
    }));
}

function waitingCard(session: Session, person: WaitingPerson): HTMLElement {
  const texts = textsOf();
  const words = fingerprint([fromBase64url(person.signingKey)!, fromBase64url(person.recipientKey)!]).join(" ");
  const compared = element("input", { type: "checkbox", class: "govuk-checkboxes__input", id: `compared-${person.id}` });
  const officer = element("input", { type: "checkbox", class: "govuk-checkboxes__input", id: `officer-${person.id}` });
  const form = element(
    "form",
    { class: "cm-card" },
    element("h3", { class: "govuk-heading-s" }, texts("WaitingName", person.alias, person.roles.join(", "))),
    element("p", { class: "govuk-body" }, texts("CompareWords")),
    element("p", { class: "cm-words" }, words),
    checkbox(compared, texts("Compared", person.alias)),
    ...(person.roles.includes("supervisor") ? [checkbox(officer, texts("MakeOfficer"))] : []),
    element("button", { class: "govuk-button", type: "submit" }, texts("Admit", person.alias)),
  );
  onSubmit(form, async () => {
    showError("");
    if (!compared.checked) return showError(texts("CompareFirst"));
    await run(async () => {
      await admit(session, person, officer.checked);
      location.reload();
    });
  });
  return form;
}

function offerRevoking(session: Session, button: HTMLButtonElement): void {
  const user = button.dataset["revoke"]!;
  const member = session.roster.members.get(user);
  if (member === undefined || member.revokedAt !== null || user === session.me.id) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!confirm(textsOf()("RevokeSure", member.alias))) return;
    button.disabled = true;
    void run(async () => {
      await endMembership(session, user, (await fetchTurning(false)).openers);
      location.reload();
    }).finally(() => (button.disabled = false));
  });
}

async function run(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (problem) {
    showError(keyProblemText(problem, textsOf("key-problems")));
  }
}

const checkbox = (input: HTMLInputElement, label: string): HTMLElement =>
  element(
    "div",
    { class: "govuk-checkboxes" },
    element("div", { class: "govuk-checkboxes__item" }, input, element("label", { class: "govuk-label govuk-checkboxes__label", for: input.id }, label)),
  );
