import type { CaseLink, LinkGroup } from "../../lib/casework/caseLinks.ts";
import { groupLinks, linksOf } from "../../lib/casework/caseLinks.ts";
import { releaseCopies, signRelease } from "../../lib/casework/release.ts";
import { nextObject } from "../../lib/casework/sealNext.ts";
import { erased, holdsSecret } from "../../lib/links/index.ts";
import { call } from "../page/api.ts";
import { byId, element, onSubmit } from "../page/dom.ts";
import { maySendLinks } from "./consents.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";
import type { ShownPreview } from "./previews.ts";
import { fetchPreviews, previewCard } from "./previews.ts";
import { citedAuthority, differs, drawChosen, drawRegimes, isOwnWork, proposedRegime } from "./regimeChoice.ts";
import { hasFailed } from "./takedowns.ts";
import { toldIn } from "./told.ts";

/** What was previewed, and with which choices: only that can be signed. */
interface Previewed {
  readonly regime: string;
  readonly language: string;
  readonly authority: string | null;
  readonly isOwnWork: boolean;
  readonly proposed: string | null;
  /** Why another law than the proposed one; empty where it is that one. */
  readonly reason: string;
  readonly links: readonly { readonly key: string; readonly url: string }[];
  readonly previews: readonly ShownPreview[];
}

let previewed: Previewed | null = null;

/** The links of the case, and for whom each could be released. */
export function drawRelease(context: CaseContext): void {
  const { file, texts } = context;
  const links = currentLinks(context);
  byId("links-none").hidden = links.length > 0;
  byId("link-list").replaceChildren(...links.map((one) => linkLine(one, context)));

  const { openedAt, closedAt } = file.current().answer.case;
  const age = toldIn(file.current().open.entries)?.age ?? "unsaid";
  const cleared = byId<HTMLInputElement>("release-was-adult").checked;
  byId("release-referral").hidden = age !== "minor" && age !== "unsure";
  byId("release-unsure").hidden = age !== "unsure";
  const why = openedAt === null ? "TakeUpFirst"
    : closedAt !== null ? "CaseIsClosed"
    : age === "minor" || (age === "unsure" && !cleared) ? "ReleaseNotMinor"
    : !maySendLinks(context) ? "NoConsent"
    : null;
  byId("release-closed").hidden = why === null;
  byId("release-closed").textContent = why === null ? "" : texts(why);
  byId("release-form").hidden = why !== null;
  drawGroups(context);
}

/** Lets a caseworker release links: choose, see exactly what would leave, sign. */
export function startRelease(context: CaseContext): void {
  const { texts } = context;
  byId("release-was-adult").addEventListener("change", () => drawRelease(context));
  byId("release-more").addEventListener("change", () => drawRelease(context));
  byId("release-group").addEventListener("change", () => drawChoices(context));
  byId("release-place").addEventListener("change", () => drawRegimes(context, currentGroup(context)));
  byId("release-regime").addEventListener("change", () => {
    byId("release-regime").dataset["chosen"] = byId<HTMLSelectElement>("release-regime").value;
    drawChosen(context, currentGroup(context));
  });
  for (const id of ["release-group", "release-links", "release-place", "release-regime", "release-language", "release-more", "release-own-work"]) {
    byId(id).addEventListener("change", forgetPreview);
  }
  onSubmit(byId<HTMLFormElement>("release-form"), async () => {
    await attempt(() => showPreviews(context));
  });
  onSubmit(byId<HTMLFormElement>("sign-form"), async () => {
    const adult = byId<HTMLInputElement>("sign-adult");
    byId("sign-adult-missing").hidden = adult.checked;
    if (!adult.checked) return adult.focus();
    await attempt(async () => {
      await release(context);
      adult.checked = false;
      forgetPreview();
      byId("released").hidden = false;
      byId("released").textContent = texts("Released");
      await context.refresh();
    });
  });
}

function forgetPreview(): void {
  previewed = null;
  // What was confirmed was confirmed of other links.
  byId<HTMLInputElement>("sign-adult").checked = false;
  byId("preview-list").replaceChildren();
  byId("sign-form").hidden = true;
}

async function showPreviews(context: CaseContext): Promise<void> {
  forgetPreview();
  byId("released").hidden = true;
  const chosen = [...byId("release-links").querySelectorAll<HTMLInputElement>("input:checked")].map((box) => box.value);
  byId("release-links-missing").hidden = chosen.length > 0;
  if (chosen.length === 0) return;
  const regime = byId<HTMLSelectElement>("release-regime").value;
  const language = byId<HTMLSelectElement>("release-language").value;
  const reason = byId<HTMLInputElement>("release-reason");
  byId("release-reason-missing").hidden = !differs() || reason.value.trim() !== "";
  if (differs() && reason.value.trim() === "") return reason.focus();
  const authority = citedAuthority(context);
  const proposed = proposedRegime();
  const ownWork = isOwnWork();
  const { previews, links } = await fetchPreviews(context.file.caseId, { links: chosen, regime, language, authority, ownWork });
  previewed = { regime, language, authority, isOwnWork: ownWork, proposed, reason: differs() ? reason.value.trim() : "", links, previews };
  byId("preview-list").replaceChildren(...previews.map((preview) => previewCard(preview, context)));
  byId("sign-form").hidden = !previews.some((preview) => preview.mayLeave);
  byId("preview-list").focus();
}

async function release(context: CaseContext): Promise<void> {
  if (previewed === null) return;
  const { regime, language, authority, isOwnWork: own, proposed, reason, links } = previewed;
  const previews = previewed.previews.filter(({ noticeId, mayLeave }) =>
    mayLeave && byId<HTMLInputElement>(`include-${noticeId}`).checked);
  byId("sign-none").hidden = previews.length > 0;
  if (previews.length === 0) return;
  const { file } = context;
  const choice = { caseId: file.caseId, regime, language, authority, isOwnWork: own, proposed, links, previews, at: new Date().toISOString() };
  const signed = signRelease(choice, file.me);
  const name = `release ${previews.map(({ noticeId }) => noticeId).join(" ")}`;
  await file.write(name, releaseCopies(choice), (objects) =>
    call("POST", `/api/staff/cases/${file.caseId}/releases`, { ...signed, objects }));
  await noteWhy(context, regime, proposed, reason);
}

/** Why she chose another law than the proposed one: a note that only colleagues can open. */
async function noteWhy({ file, texts }: CaseContext, regime: string, proposed: string | null, why: string): Promise<void> {
  if (proposed === null || why === "") return;
  const body = { v: 1, text: texts("RegimeNote", regime, proposed, why), at: new Date().toISOString() } as const;
  await file.write(`why ${regime} ${proposed} ${why}`, [nextObject("note", body)], (objects) =>
    call("POST", `/api/staff/cases/${file.caseId}/objects`, { objects }));
  byId<HTMLInputElement>("release-reason").value = "";
}

const currentGroup = (context: CaseContext): LinkGroup | undefined =>
  groupLinks(currentLinks(context)).find((one) => nameOf(one) === byId<HTMLSelectElement>("release-group").value);

const currentLinks = ({ file, directory }: CaseContext): CaseLink[] =>
  linksOf(file.current().open.entries, byId<HTMLTextAreaElement>("release-more").value, directory.links);

function drawGroups(context: CaseContext): void {
  const select = byId<HTMLSelectElement>("release-group");
  const before = select.value;
  const groups = groupLinks(currentLinks(context));
  select.replaceChildren(...groups.map((group) =>
    element("option", { value: nameOf(group) }, context.texts("GroupOption", titleOf(group, context), group.links.length))));
  if (groups.some((group) => nameOf(group) === before)) select.value = before;
  drawChoices(context);
}

function drawChoices(context: CaseContext): void {
  const group = currentGroup(context);
  drawRegimes(context, group);
  const asked = askedUrls(context);
  const kept = new Set([...byId("release-links").querySelectorAll<HTMLInputElement>("input:not(:checked)")].map((box) => box.value));
  const taken = new Set([...byId("release-links").querySelectorAll<HTMLInputElement>("input:checked")].map((box) => box.value));
  byId("release-links").replaceChildren(...(group?.links ?? []).map(({ link, from }, index) => {
    const url = link.url!;
    const box = element("input", { type: "checkbox", class: "govuk-checkboxes__input", id: `release-link-${index}`, value: url });
    const isAsked = asked.has(url);
    // The post that a comment stands under may be an innocent person's: it goes along only where somebody says so.
    box.checked = !isAsked && (from === "comment" ? taken.has(url) : !kept.has(url));
    box.disabled = isAsked;
    const label = element("label", { class: "govuk-label govuk-checkboxes__label cm-link-text", for: box.id }, url, isAsked ? ` ${context.texts("AlreadyAsked")}` : from === "comment" ? ` ${context.texts("LinkFrom.comment")}` : "");
    return element("div", { class: "govuk-checkboxes__item" }, box, label);
  }));
}

/** Links for which a notice stands already: asked once, then followed up, never asked twice. */
function askedUrls({ takedowns }: CaseContext): ReadonlySet<string> {
  const { notices, requests } = takedowns();
  const standing = new Set(notices.filter((notice) => !hasFailed(notice)).flatMap(({ requestIds }) => requestIds));
  return new Set(requests.filter(({ requestId, state }) => state !== "closed" && standing.has(requestId)).flatMap(({ url }) => url ?? []));
}

function linkLine({ link, from }: CaseLink, { texts, codes, platforms }: CaseContext): HTMLElement {
  const understood = link.key === null
    ? [element("strong", { class: "cm-link-unclear" }, texts("LinkUnclear", codes(`link.${link.reason ?? "unknown"}`)))]
    : [
        element("strong", {}, link.platform === null ? new URL(link.url!).host : platforms(link.platform)),
        ` ${codes(`link.${link.kind}`)}`,
        ...(link.confidence === "low" ? [element("em", {}, ` ${texts("LinkUnsure")}`)] : []),
      ];
  const origin = from === "report" ? [] : [element("span", { class: "cm-link-origin" }, ` ${texts(`LinkFrom.${from}`)}`)];
  return element("li", {}, element("span", { class: "cm-link-text" }, link.url ?? (holdsSecret(link.reason) ? erased : link.input)), element("span", { class: "cm-link-read" }, ...understood, ...origin));
}

const nameOf = ({ platform, host }: LinkGroup): string => platform ?? `host ${host}`;

const titleOf = ({ platform, host }: LinkGroup, { platforms }: CaseContext): string => (platform === null ? host! : platforms(platform));
