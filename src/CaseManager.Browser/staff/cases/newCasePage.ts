import { sealAssistedCase } from "../../lib/casework/assistedCase.ts";
import { eraseSecrets, extractLinks, holdsSecret, seededDirectory } from "../../lib/links/index.ts";
import { purpose as isPurpose } from "../../lib/sealing/body.ts";
import type { Body } from "../../lib/sealing/index.ts";
import { receiptDigits, receiptWords } from "../../lib/sealing/index.ts";
import { call } from "../page/api.ts";
import { byId, element, onSubmit, showBusy, showError } from "../page/dom.ts";
import { pause } from "../page/pause.ts";
import { textsOf } from "../page/texts.ts";
import { caseworkerOf } from "../session/caseworker.ts";
import type { Session } from "../session/session.ts";
import { requireUnlocked } from "../session/session.ts";
import { problemText } from "./problems.ts";

type Report = Body<"assisted-report">;

/** A new case for somebody who phoned, wrote, came by or found something: sealed here, signed by whoever takes it. */
export async function startNewCasePage(): Promise<void> {
  const texts = textsOf();
  try {
    const session = await requireUnlocked();
    byId("new-case").hidden = false;
    // Empty for a case about a person.
    const venue = byId("new-case").dataset["venue"] ?? "";
    if (venue !== "") chooseForFile();
    byId("links").addEventListener("input", drawLinks);
    for (const box of ["links", "story", "where", "since"]) byId<HTMLTextAreaElement>(box).addEventListener("change", eraseTyped);
    let sealed: Awaited<ReturnType<typeof sealAssistedCase>> | null = null;
    let sealedFor = "";
    onSubmit(byId<HTMLFormElement>("new-case"), async () => {
      showError("");
      try {
        const report = typedReport(session);
        if (report === null) return showError(texts("ChooseFirst"));
        const { at: _at, ...typed } = report;
        const withReceipt = chosen("receipt") === "yes";
        // Sealed once: after a lost answer the same bytes go again, and make no second case.
        const name = JSON.stringify([typed, withReceipt]);
        if (sealed === null || sealedFor !== name) {
          await showBusy("sealing");
          sealed = await sealAssistedCase(report, withReceipt, caseworkerOf(session), pause);
          sealedFor = name;
        }
        await call("POST", venue === "" ? "/api/staff/cases" : `/api/staff/venues/${venue}/file`, sealed.posted);
        removeEventListener("beforeunload", warn);
        showDone(sealed);
      } catch (problem) {
        showError(problemText(problem));
      } finally {
        byId("sealing").hidden = true;
      }
    });
    addEventListener("beforeunload", warn);
  } catch (problem) {
    showError(problemText(problem));
  }
}

/** The file of a channel, group or site is nobody's: found, without a receipt, and only its own link may be sent. */
function chooseForFile(): void {
  for (const box of document.querySelectorAll<HTMLInputElement>('input[data-group="about"][value="found"], input[data-group="receipt"][value="no"], #consent-send-links')) box.checked = true;
  drawLinks();
}

function warn(event: BeforeUnloadEvent): void {
  if (value("story") !== "" || value("links") !== "") event.preventDefault();
}

function showDone({ posted, receipt }: Awaited<ReturnType<typeof sealAssistedCase>>): void {
  byId("new-case").hidden = true;
  byId("done").hidden = false;
  byId<HTMLAnchorElement>("done-link").href = `/cases/${posted.case.id}`;
  byId("done-receipt").hidden = receipt === null;
  if (receipt !== null) {
    byId("done-words").replaceChildren(...receiptWords(receipt).map((word) => element("li", {}, word)));
    byId("done-digits").textContent = receiptDigits(receipt);
  }
  byId("done").focus();
}

/** Once it is said what a code is left out for, it need not stand there either. */
function eraseTyped(event: Event): void {
  const field = event.target as HTMLTextAreaElement;
  field.value = eraseSecrets(field.value);
}

function drawLinks(): void {
  const { links, leftovers } = extractLinks(value("links"), seededDirectory);
  const [texts, platforms] = [textsOf(), textsOf("platforms")];
  byId("links-read").replaceChildren(
    ...links.map((link) => element("li", { class: "cm-link-text" }, holdsSecret(link.reason) ? texts("LinkSecret") : link.key === null ? texts("LinkUnclear", link.input) : `${link.url} (${link.platform === null ? texts("Web") : platforms(link.platform)})`)),
    ...leftovers.map((text) => element("li", { class: "cm-link-origin" }, texts("LinkKept", text))),
  );
}

/** What was typed, as a report; `null` while one of the needed choices is open. */
function typedReport(session: Session): Report | null {
  const [source, about] = [chosen("source"), chosen("about")];
  if (source === "" || about === "") return null;
  const { links, leftovers } = extractLinks(value("links"), seededDirectory);
  const [date, why] = [value("deadline-date"), value("deadline-why")];
  return {
    v: 1,
    about: about as Report["about"],
    links: links.filter(({ reason }) => !holdsSecret(reason)).map(({ input, key, platform }) => ({ typed: input, key, platform })),
    leftovers: eraseSecrets(leftovers.join("\n")),
    story: eraseSecrets(value("story")),
    where: eraseSecrets(value("where")),
    since: eraseSecrets(value("since")),
    age: (chosen("age") || "unsaid") as Report["age"],
    danger: (chosen("danger") || "unsaid") as Report["danger"],
    deadline: date === "" && why === "" ? null : { date, why },
    name: value("name"),
    contact: typedContact(),
    consents: [...document.querySelectorAll<HTMLInputElement>('input[data-group="consent"]:checked')].map((box) => box.value).filter(isPurpose),
    language: byId<HTMLSelectElement>("language").value,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    at: new Date().toISOString(),
    takenBy: session.me.alias,
    source: source as Report["source"],
  };
}

function typedContact(): Report["contact"] {
  const channel = chosen("channel");
  if (channel === "") return null;
  return {
    channel: channel as NonNullable<Report["contact"]>["channel"],
    address: value("address"),
    hours: value("hours"),
    zone: value("zone"),
    voicemail: byId<HTMLInputElement>("voicemail").checked,
    word: value("word"),
    never: value("never"),
  };
}

const value = (id: string): string => byId<HTMLInputElement | HTMLTextAreaElement>(id).value.trim();

const chosen = (group: string): string => document.querySelector<HTMLInputElement>(`input[data-group="${group}"]:checked`)?.value ?? "";
