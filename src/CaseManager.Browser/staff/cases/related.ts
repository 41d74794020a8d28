import { NoAnswer } from "../../lib/casework/caseAnswer.ts";
import { linksOf } from "../../lib/casework/caseLinks.ts";
import { referenceOf } from "../../lib/casework/caseReference.ts";
import { entriesOf } from "../../lib/casework/entry.ts";
import { isStanding, nextObject } from "../../lib/casework/sealNext.ts";
import { tagsOf } from "../../lib/casework/tags.ts";
import { seededDirectory } from "../../lib/links/index.ts";
import { currentEpoch } from "../../lib/roster/index.ts";
import type { ShapeOf } from "../../lib/sealing/shape.ts";
import { bytesText, id, instant, list, object, orNull } from "../../lib/sealing/shape.ts";
import { ApiProblem, call } from "../page/api.ts";
import { byId, element, onSubmit } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";

const relatedShape = object({
  linked: list(id, 1000), mergedInto: orNull(id), merged: list(object({ caseId: id, wroteAt: orNull(instant) }), 1000),
});
const matchesShape = object({ matches: list(object({ caseId: id, tag: bytesText(16) }), 500) });

type Related = ShapeOf<typeof relatedShape>;

const foundShape = object({ cases: list(id, 10) });

const most = 500;

/** Other cases: those with a link in common, found without reading anything, and those that somebody put together. */
export function startRelated(context: CaseContext): { draw(): void } {
  const { file, texts } = context;
  const address = `/api/staff/cases/${file.caseId}`;
  let related: Related = { linked: [], mergedInto: null, merged: [] };
  let isLoaded = false;
  /** The links in common, by the other case. */
  let common: ReadonlyMap<string, readonly string[]> = new Map();

  const post = (path: string, other: string | null, sure: string | null = null): void => {
    if (sure !== null && !confirm(sure)) return;
    void attempt(async () => {
      await call("POST", `${address}/${path}`, other === null ? undefined : { other });
      await load();
      await context.refresh();
    });
  };

  async function load(): Promise<void> {
    const answer = await call("GET", `${address}/related`);
    if (!relatedShape(answer)) throw new NoAnswer();
    related = answer;
    common = await findCommon(context);
    isLoaded = true;
  }

  onSubmit(byId<HTMLFormElement>("related-form"), async () => {
    const reference = byId<HTMLInputElement>("related-reference");
    await attempt(async () => {
      const answer = await call("GET", `/api/staff/references/${encodeURIComponent(reference.value.trim() || "-")}`);
      const other = foundShape(answer) ? answer.cases[0] : undefined;
      byId("related-unknown").hidden = other !== undefined;
      if (other === undefined) return;
      await call("POST", `${address}/linked`, { other });
      reference.value = "";
      await load();
      await context.refresh();
    });
  });
  byId("split").addEventListener("click", () => post("split", null, texts("SplitSure")));

  void attempt(async () => {
    await load();
    draw();
  });

  function draw(): void {
    const { linked, merged, mergedInto } = related;
    const others = [...new Set([...common.keys(), ...linked, ...merged.map(({ caseId }) => caseId)])].filter((other) => other !== mergedInto);
    byId("merged-into").hidden = mergedInto === null;
    if (mergedInto !== null) {
      const link = byId<HTMLAnchorElement>("merged-into-link");
      link.href = `/cases/${mergedInto}`;
      link.textContent = referenceOf(mergedInto);
    }
    byId("related-none").hidden = !isLoaded || others.length > 0;
    byId("related-list").replaceChildren(...others.map(lineOf));
  }

  function lineOf(other: string): HTMLElement {
    const { linked, merged, mergedInto } = related;
    const part = merged.find(({ caseId }) => caseId === other);
    const isLinked = linked.includes(other);
    const links = common.get(other) ?? [];
    const button = (name: string, work: () => void): HTMLElement => {
      const made = element("button", { type: "button", class: "cm-link-button" }, texts(name), element("span", { class: "govuk-visually-hidden" }, ` ${referenceOf(other)}`));
      made.addEventListener("click", work);
      return made;
    };
    return element(
      "li",
      {},
      element("a", { class: "govuk-link cm-reference", href: `/cases/${other}` }, referenceOf(other)),
      ...(part === undefined ? [] : [element("span", {}, ` ${texts("MergedHere")}`), ...(part.wroteAt === null ? [] : [element("span", { class: "cm-hint" }, ` ${texts("SheWrote")} `, moment(part.wroteAt))])]),
      ...(isLinked ? [element("span", {}, ` ${texts("SamePerson")}`)] : []),
      ...(links.length === 0 ? [] : [element("div", { class: "cm-hint" }, texts("SameLinks", links.length, links.slice(0, 3).join(", ")))]),
      element(
        "div",
        { class: "cm-related__acts" },
        ...(isLinked ? [button("Unlink", () => post("unlinked", other))] : [button("Link", () => post("linked", other))]),
        ...(isLinked && part === undefined && mergedInto === null ? [button("Merge", () => post("merged", other, texts("MergeSure", referenceOf(other))))] : []),
      ),
    );
  }

  return { draw };
}

/** Tags the links of the case, keeps which ones were tagged where colleagues can read it, and asks who else has one of them. */
async function findCommon(context: CaseContext): Promise<ReadonlyMap<string, readonly string[]>> {
  const { file } = context;
  const { me } = file;
  const epoch = currentEpoch(me.roster);
  const key = epoch === null ? undefined : me.epochs.get(epoch.number);
  if (epoch === null || key === undefined) return new Map();
  const keys = linksOf(file.current().open.entries, "", seededDirectory).flatMap(({ link, from }) => (from === "comment" ? [] : link.key ?? [])).slice(0, most);
  await keepCard(context, keys);
  const tags = tagsOf(keys, key);
  const found = new Map<string, string[]>();
  try {
    const answer = await call("PUT", `/api/staff/cases/${file.caseId}/tags`, { epoch: epoch.number, tags: [...tags.keys()] });
    if (!matchesShape(answer)) throw new NoAnswer();
    for (const { caseId, tag } of answer.matches) found.set(caseId, [...(found.get(caseId) ?? []), tags.get(tag) ?? ""]);
  } catch (problem) {
    // The team's key was turned while this page was open: the next page asks with the new one.
    if (!(problem instanceof ApiProblem && problem.code === "epoch-moved")) throw problem;
  }
  return found;
}

async function keepCard({ file }: CaseContext, keys: readonly string[]): Promise<void> {
  const { answer, open } = file.current();
  const last = entriesOf(open.entries, "staff-card").at(-1)?.body.keys ?? [];
  const isSame = last.length === keys.length && last.every((key, place) => key === keys[place]);
  if (isSame || open.n === null || answer.case.assignee?.id !== file.me.staffId || answer.case.closedAt !== null || !isStanding(open.n, file.me)) return;
  const body = { v: 1, keys, at: new Date().toISOString() } as const;
  await file.write(`card ${keys.join(" ")}`, [nextObject("staff-card", body)], (objects) => call("POST", `/api/staff/cases/${file.caseId}/objects`, { objects }));
}
