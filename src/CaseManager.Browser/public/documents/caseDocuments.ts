import { mayBeYoung, paperOf } from "../../lib/documents/paper.ts";
import { sizeOf } from "../../lib/documents/size.ts";
import type { OpenedCase } from "../../lib/reporting/index.ts";
import { readEntries } from "../../lib/reporting/index.ts";
import type { AskedPaper, SentPaper } from "../../lib/sealing/index.ts";
import { hex } from "../../lib/sealing/index.ts";
import { byId, make } from "../dom.ts";
import { moment, text } from "../texts.ts";

/** What she can do with the list. */
export interface DocumentActions {
  /** Sends one for what was asked. */
  choose(askedId: string, what: string): void;
  takeBack(documentId: string): void;
}

type Row = NonNullable<OpenedCase["answer"]["documents"]>["sent"][number];

/** Shows what a caseworker asked for, and what she sent. Only what a caseworker signed counts as asked. */
export function showDocuments(opened: OpenedCase, actions: DocumentActions): void {
  const rows = opened.answer.documents ?? { on: false, asked: [], sent: [] };
  const papers = new Map(readEntries(opened, "document").map(({ entry, body }) => [hex(entry.objectId), { author: entry.author, body }]));
  const isYoung = mayBeYoung((["report", "assisted-report", "triage-card"] as const).flatMap((kind) => readEntries(opened, kind).map(({ body }) => body.age)));
  const listed = new Set<Row>();
  const items = rows.asked.flatMap(({ objectId, askedAt, endedAt }) => {
    const asking = papers.get(objectId);
    if (asking?.body.type !== "asked" || !asking.author.startsWith("staff:")) return [];
    const sent = rows.sent.filter((row) => row.askedId === objectId).map((row) => ({ row, paper: paperOf(papers.get(row.objectId), row) }));
    if (endedAt !== null && sent.length === 0) return [];
    for (const { row } of sent) listed.add(row);
    const isOpen = endedAt === null && rows.on && !isYoung && opened.answer.case.stage !== "closed";
    return [askedItem(objectId, asking.body, askedAt, isOpen, sent.map(({ row, paper }) => sentItem(row, paper, actions)), actions)];
  });
  // What cannot be shown to answer anything can still be taken back.
  const rest = rows.sent.filter((row) => !listed.has(row)).map((row) => sentItem(row, null, actions));
  byId("case-documents").hidden = items.length + rest.length === 0;
  byId("documents-young").hidden = !isYoung;
  byId("documents-off").hidden = rows.on || isYoung;
  byId("document-list").replaceChildren(...items, ...rest);
}

function askedItem(
  askedId: string, body: AskedPaper, askedAt: string, isOpen: boolean, sent: readonly HTMLElement[], { choose }: DocumentActions,
): HTMLElement {
  const what = text(`what-${body.what}`);
  const parts: Node[] = [
    make("p", { class: "cm-message__from" }, `${what}, ${moment(askedAt)}`),
    make("p", { class: "cm-typed", dir: "auto" }, body.text),
  ];
  if (sent.length > 0) parts.push(make("ul", { class: "govuk-list" }, ...sent));
  if (isOpen) parts.push(button(text("document-choose"), what, () => choose(askedId, what)));
  return make("li", { class: "cm-message" }, ...parts);
}

function sentItem(
  { documentId, sentAt, destroyedAt, takenBack }: Row,
  paper: SentPaper | null,
  { takeBack }: DocumentActions,
): HTMLElement {
  const words = text("document-sent", moment(sentAt));
  const parts: (Node | string)[] = [paper === null ? words : `${words} `];
  if (paper !== null) {
    parts.push(make("bdi", { class: "cm-typed" }, paper.description), " (");
    if (paper.name !== "") parts.push(make("bdi", {}, paper.name), ", ");
    parts.push(make("bdi", {}, sizeOf(paper.length)), ")");
  }
  if (destroyedAt !== null) parts.push(make("p", { class: "govuk-hint" }, text(takenBack ? "document-taken-back" : "document-destroyed", moment(destroyedAt))));
  else parts.push(sureButton(paper?.description ?? "", () => takeBack(documentId)));
  return make("li", {}, ...parts);
}

function button(words: string, about: string, action: () => void): HTMLElement {
  const made = make("button", { type: "button", class: "govuk-button govuk-button--secondary" }, words, make("span", { class: "govuk-visually-hidden" }, ` ${about}`));
  made.addEventListener("click", action);
  return made;
}

/** A second click takes it back; the first only asks. */
function sureButton(about: string, action: () => void): HTMLElement {
  const ask = button(text("document-back"), about, () => {
    const sure = button(text("document-back-sure"), about, action);
    ask.replaceWith(sure);
    sure.focus();
  });
  return ask;
}
