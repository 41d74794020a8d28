import type { LinkGroup } from "../../lib/casework/caseLinks.ts";
import type { Proposal } from "../../lib/casework/proposeRegime.ts";
import { proposeRegimes } from "../../lib/casework/proposeRegime.ts";
import { byId, element } from "../page/dom.ts";
import { authorityThatStands } from "./authority.ts";
import type { CaseContext } from "./context.ts";
import type { DirectoryRegime } from "./directory.ts";
import { toldIn } from "./told.ts";

/** Clocks of which the country is certain. Others say nothing about where she lives. */
const zones: Readonly<Record<string, string>> = {
  "Asia/Kolkata": "IN", "Asia/Calcutta": "IN", "Asia/Seoul": "KR", "Asia/Tokyo": "JP", "Asia/Shanghai": "CN", "Europe/London": "GB", "America/Sao_Paulo": "BR",
  "America/New_York": "US", "America/Chicago": "US", "America/Denver": "US", "America/Los_Angeles": "US",
  "Europe/Berlin": "EU", "Europe/Paris": "EU", "Europe/Madrid": "EU", "Europe/Rome": "EU", "Europe/Vienna": "EU", "Europe/Warsaw": "EU", "Europe/Brussels": "EU",
  "Europe/Amsterdam": "EU", "Europe/Stockholm": "EU", "Europe/Lisbon": "EU", "Europe/Athens": "EU", "Europe/Bucharest": "EU", "Europe/Prague": "EU",
};

let proposals: readonly Proposal<DirectoryRegime>[] = [];
let guessed = false;

/** Offers the laws for a group of links, the proposed one first, and says in a sentence why. What was chosen by hand stays. */
export function drawRegimes(context: CaseContext, group: LinkGroup | undefined): void {
  guessPlace(context);
  const { directory, file } = context;
  const select = byId<HTMLSelectElement>("release-regime");
  const before = select.dataset["chosen"] ?? "";
  const { consents } = file.current().answer;
  proposals = proposeRegimes(directory.regimes, {
    place: byId<HTMLSelectElement>("release-place").value,
    hasAuthority: authorityThatStands(file.current().open.entries) !== null,
    consents: new Set(consents.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ purpose }) => purpose)),
    hasRoute: (regime) => group !== undefined && (group.platform === null || directory.routesOf(group.platform, regime).length > 0),
  });
  select.replaceChildren(...proposals.map(({ regime }, place) =>
    element("option", { value: regime.id }, place === 0 ? context.texts("RegimeProposed", regime.name) : regime.name)));
  if (proposals.some(({ regime }) => regime.id === before)) select.value = before;
  drawChosen(context, group);
}

/** Why the chosen law stands where it stands, what it lacks, in which languages, and whether a reason is asked for. */
export function drawChosen({ texts, codes, directory }: CaseContext, group: LinkGroup | undefined): void {
  const chosen = chosenRegime();
  byId("release-why").replaceChildren(...(chosen === null ? [texts("NoRegime")] : [
    texts(`Why.${chosen.why}`, clockOf(chosen.regime, codes)),
    ...chosen.lacks.map((lack) => element("strong", { class: "cm-lack" }, ` ${texts(`Lack.${lack}`)}`)),
    ...(group?.platform == null ? [] : [element("span", { class: "cm-hint" }, ` ${routesText(directory.routesOf(group.platform, chosen.regime.id), codes, texts)}`)]),
  ]));
  byId("release-differs").hidden = !differs();
  byId("release-own").hidden = chosen?.regime.asksForOwnWork !== true;
  const language = byId<HTMLSelectElement>("release-language");
  const before = language.value;
  const asked = group?.platform == null ? [] : directory.languagesOf(group.platform);
  const offered = (chosen?.regime.languages ?? ["en"]).filter((code) => code === "en" || asked.includes(code));
  language.replaceChildren(...offered.map((code) => element("option", { value: code }, new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code)));
  if (offered.includes(before)) language.value = before;
}

/** What the program would have chosen; `null` where nothing can be. */
export const proposedRegime = (): string | null => proposals[0]?.regime.id ?? null;

/** Whether something may leave under another law than the proposed one: then she says why. */
export const differs = (): boolean => {
  const chosen = chosenRegime();
  return chosen !== null && !chosen.regime.isDraft && chosen.regime.id !== proposedRegime();
};

/** Whether she vouched that the person depicted made the pictures herself, under a law that asks. */
export const isOwnWork = (): boolean => chosenRegime()?.regime.asksForOwnWork === true && byId<HTMLInputElement>("release-own-work").checked;

const chosenRegime = (): Proposal<DirectoryRegime> | null =>
  proposals.find(({ regime }) => regime.id === byId<HTMLSelectElement>("release-regime").value) ?? null;

function routesText(routes: readonly string[], codes: CaseContext["codes"], texts: CaseContext["texts"]): string {
  return routes.length === 0 ? "" : texts("WaysTo", routes.map((route) => codes(`route.${route}`)).join(", "));
}

function clockOf({ clockValue, clockUnit }: DirectoryRegime, codes: CaseContext["codes"]): string {
  return clockValue === null || clockUnit === null ? "" : `${clockValue} ${codes(`unit.${clockUnit}${clockValue === 1 ? ".one" : ""}`)}`;
}

/** Her clock says where she lives, sometimes; a caseworker knows better. */
function guessPlace({ file }: CaseContext): void {
  if (guessed) return;
  guessed = true;
  const zone = toldIn(file.current().open.entries)?.zone ?? "";
  byId<HTMLSelectElement>("release-place").value = zones[zone] ?? "";
  byId("release-place-guessed").hidden = zones[zone] === undefined;
}

/** Reference of the authority that stands; `null` where there is none. */
export const citedAuthority = ({ file }: CaseContext): string | null => authorityThatStands(file.current().open.entries)?.reference ?? null;
