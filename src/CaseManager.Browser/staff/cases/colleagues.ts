import { audienceOf } from "../../lib/casework/audience.ts";
import { away as awayShape, NoAnswer } from "../../lib/casework/caseAnswer.ts";
import type { Caseworker } from "../../lib/casework/caseworker.ts";
import { withLast } from "../../lib/casework/chainEnds.ts";
import { dayText } from "../../lib/casework/days.ts";
import { NoKeyForCase } from "../../lib/casework/openCase.ts";
import { openKeys } from "../../lib/casework/openKeys.ts";
import { nextObject } from "../../lib/casework/sealNext.ts";
import { wrapKeys } from "../../lib/casework/wrapKeys.ts";
import { currentMembers } from "../../lib/roster/index.ts";
import type { Body, StoredObject } from "../../lib/sealing/index.ts";
import { id, list, object } from "../../lib/sealing/shape.ts";
import { eraseSecrets } from "../../lib/links/index.ts";
import type { ShapeOf } from "../../lib/sealing/shape.ts";
import { call } from "../page/api.ts";
import { byId, element, onSubmit } from "../page/dom.ts";
import { pause } from "../page/pause.ts";
import type { Texts } from "../page/texts.ts";
import { fetchKeys } from "./caseKeys.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";

const answerShape = object({ colleagues: list(id, 10_000), away: list(awayShape, 10_000) });

/** Somebody a case can be given to. */
export interface Colleague {
  readonly id: string;
  readonly alias: string;
  /** Until when she is away; `null` while she is there. */
  readonly away: ShapeOf<typeof awayShape> | null;
}

/** To whom a case can be given: as the server says, and only those whom the roster names. */
export async function fetchColleagues(me: Caseworker): Promise<readonly Colleague[]> {
  const answer = await call("GET", "/api/staff/colleagues");
  if (!answerShape(answer)) throw new NoAnswer();
  return currentMembers(me.roster)
    .filter(({ user }) => answer.colleagues.includes(user))
    .map(({ user, alias }) => ({ id: user, alias, away: answer.away.find(({ staff }) => staff === user) ?? null }))
    .sort((a, b) => a.alias.localeCompare(b.alias));
}

/** A colleague as she stands in a list to choose from. */
export const colleagueOption = ({ id: staff, alias, away }: Colleague, texts: Texts): HTMLOptionElement =>
  element("option", { value: staff }, away === null ? alias : texts("ColleagueAway", alias, dayText(away.backOn)));

/** Asks before somebody is given work who is away; whether to go on. */
export const isSureOf = (colleague: Colleague | undefined, texts: Texts): boolean =>
  colleague === undefined || colleague.away === null
    || confirm(colleague.away.cover === null
      ? texts("AwayUncoveredSure", colleague.alias, dayText(colleague.away.backOn))
      : texts("AwaySure", colleague.alias, dayText(colleague.away.backOn), colleague.away.cover));

/** Who works on a case: given to a colleague, shared with one, restricted to those who work on it. */
export function startColleagues(context: CaseContext): { draw(): void } {
  const { file, texts } = context;
  const address = `/api/staff/cases/${file.caseId}`;
  const choice = byId<HTMLSelectElement>("colleague");
  const note = byId<HTMLTextAreaElement>("colleague-note");
  let others: readonly Colleague[] = [];
  const row = () => file.current().answer.case;
  const aliasOf = (staff: string): string => file.me.roster.members.get(staff)?.alias ?? texts("Unknown");

  /** Writes down, signed, what is decided, where the case has a key for notes; the server's word is held against it later. */
  async function decide(action: Body<"handover">["action"], staff: readonly string[], post: (sealed: readonly StoredObject[]) => Promise<unknown>, words = "") {
    if (file.current().open.n === null) await post([]);
    else {
      const body: Body<"handover"> = { v: 1, action, staff, ...(words === "" ? {} : { note: words }), at: new Date().toISOString() };
      await file.write(`handover ${action} ${staff.join(" ")} ${words}`, [nextObject("handover", body)], post);
    }
  }

  /** Gives the case to whoever is chosen, with what is written for her. */
  async function give(path: "assign" | "offer" | "grants"): Promise<void> {
    const to = choice.value;
    if (!isSureOf(others.find(({ id: staff }) => staff === to), texts)) return;
    await decide("grant", [to], (objects) => call("POST", `${address}/${path}`, { staff: to, objects }), eraseSecrets(note.value.trim()));
    note.value = "";
  }

  async function changeKeys(path: "restrict" | "lift"): Promise<void> {
    const { colleagues } = row();
    await decide(path, path === "restrict" ? colleagues : [], async (objects) => {
      const answer = await fetchKeys(file.caseId);
      const open = await openKeys(answer, file.me);
      if (open === null) throw new NoKeyForCase();
      const now = path === "restrict" ? { team: false, staff: colleagues, receipt: answer.hasReceipt } : { ...audienceOf(answer, open.handovers), team: true };
      const keys = await wrapKeys(open, { wrapped: answer.wrapped, ends: withLast(answer.ends, objects) }, now, path === "restrict", file.me, pause);
      await call("POST", `${address}/${path}`, { objects, keys });
    });
  }

  const work = (button: HTMLButtonElement, what: () => Promise<void>): void =>
    button.addEventListener("click", () => {
      if (button.disabled) return;
      button.disabled = true;
      void attempt(async () => {
        await what();
        await context.refresh();
      }).then(() => (button.disabled = false));
    });

  onSubmit(byId<HTMLFormElement>("colleague-form"), async () => {
    if (choice.value === "") return choice.focus();
    await attempt(async () => {
      await give(row().assignee === null ? "assign" : "offer");
      await context.refresh();
    });
  });
  work(byId("colleague-share"), async () => {
    if (choice.value === "") return choice.focus();
    await give("grants");
  });
  for (const answer of ["accept", "decline", "withdraw"] as const) {
    work(byId(`offer-${answer}`), async () => void (await call("POST", `${address}/offer/${answer}`)));
  }
  work(byId("restrict"), async () => {
    if (confirm(texts("RestrictSure", row().colleagues.map(aliasOf).join(", ")))) await changeKeys("restrict");
  });
  work(byId("lift"), async () => {
    if (confirm(texts("LiftSure"))) await changeKeys("lift");
  });

  /** Who works on it besides whoever has it, each with a way to end that. */
  function drawList(): void {
    const { colleagues, assignee } = row();
    const beside = colleagues.filter((staff) => staff !== assignee?.id);
    byId("colleague-list").replaceChildren(...beside.map((staff) => {
      const end = element("button", { type: "button", class: "cm-link-button" }, texts("EndAccess"), element("span", { class: "govuk-visually-hidden" }, ` ${aliasOf(staff)}`));
      work(end, async () => {
        if (!confirm(texts("EndAccessSure", aliasOf(staff)))) return;
        await decide("end", [staff], (objects) => call("POST", `${address}/grants/ended`, { staff, objects }));
      });
      return element("li", {}, element("span", {}, aliasOf(staff)), " ", end);
    }));
    byId("colleagues-beside").hidden = beside.length === 0;
  }

  function drawOffer(): void {
    const { offer } = row();
    const toMe = offer?.to === file.me.staffId;
    byId("offer").hidden = offer === null;
    byId("offer-accept").hidden = !toMe;
    if (toMe) byId("claim").hidden = true;
    byId("offer-decline").hidden = !toMe;
    byId("offer-withdraw").hidden = toMe;
    if (offer !== null) byId("offer-text").textContent = toMe ? texts("OfferedToYou", aliasOf(offer.by)) : texts("OfferedTo", aliasOf(offer.to), aliasOf(offer.by));
  }

  async function fillChoice(): Promise<void> {
    const { assignee } = row();
    others = (await fetchColleagues(file.me)).filter(({ id: staff }) => staff !== assignee?.id);
    choice.replaceChildren(element("option", { value: "" }, texts("ChooseColleague")), ...others.map((one) => colleagueOption(one, texts)));
  }

  byId<HTMLDetailsElement>("colleagues").addEventListener("toggle", () => {
    if (byId<HTMLDetailsElement>("colleagues").open) void attempt(fillChoice);
  });

  return {
    draw() {
      const { assignee, closedAt, openedAt, restricted, colleagues, offer } = row();
      byId("colleagues").hidden = closedAt !== null;
      byId("restricted-mark").hidden = !restricted;
      byId("colleague-give").textContent = texts(assignee === null ? "Assign" : "Offer");
      byId("colleague-share").hidden = openedAt === null;
      byId("colleague-give").hidden = offer !== null;
      byId("colleague-note-box").hidden = file.current().open.n === null;
      const mayRestrict = file.current().open.n !== null && colleagues.includes(file.me.staffId);
      byId("restriction").hidden = !mayRestrict;
      byId("restrict").hidden = restricted;
      byId("lift").hidden = !restricted;
      byId("restriction-text").textContent = texts(restricted ? "LiftLead" : "RestrictLead");
      drawList();
      drawOffer();
    },
  };
}
