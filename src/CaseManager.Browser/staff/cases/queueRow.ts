import type { OpenCard } from "../../lib/casework/openCard.ts";
import { element } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";
import { ageMark, dangerMark } from "./marks.ts";

/** Fills what the card says into a row of the queue. `null`: there is none for this person, or none at all. */
export function fillRow(row: HTMLTableRowElement, opened: OpenCard | "refused" | null, isDraft: boolean): void {
  const [texts, codes, platforms] = [textsOf(), textsOf("codes"), textsOf("platforms")];
  const cell = (name: string): HTMLElement => row.querySelector(`[data-cell="${name}"]`)!;
  if (opened === null || opened === "refused") {
    cell("card").replaceChildren(element("span", { class: opened === "refused" ? "cm-row__refused" : "cm-row__closed" },
      texts(opened === "refused" ? "CardRefused" : isDraft ? "CardDraft" : "CardClosed")));
    return;
  }
  const { card, addedBySystem } = opened;
  const marks = [dangerMark(card.danger, codes), ageMark(card.age, codes)].flatMap((mark) => (mark === null ? [] : [mark, " "]));
  cell("card").replaceChildren(
    ...marks,
    element("span", { class: "cm-row__about" }, codes(`about.${card.about}`)),
    ...(addedBySystem ? [" ", element("span", { class: "cm-row__system" }, texts("AddedBySystem"))] : []),
    element("span", { class: "cm-row__opening", dir: "auto" }, card.opening),
  );
  cell("links").textContent = card.linkCount === 0 ? texts("NoLinks") : `${card.linkCount} · ${card.platforms.map((id) => platforms(id)).join(", ") || texts("OtherHosts")}`;
  cell("deadline").textContent = card.deadline === null ? "" : [card.deadline.date, card.deadline.why].filter((part) => part !== "").join(": ");
  cell("contact").textContent = card.contact === null ? texts("ContactReceipt") : codes(`channel.${card.contact.channel}`);
}
