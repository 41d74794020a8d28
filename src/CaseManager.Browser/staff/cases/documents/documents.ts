import type { CaseAnswer } from "../../../lib/casework/caseAnswer.ts";
import type { Entry } from "../../../lib/casework/entry.ts";
import { entriesOf } from "../../../lib/casework/entry.ts";
import { nextObject } from "../../../lib/casework/sealNext.ts";
import type { AskedPaper, Body, SentPaper } from "../../../lib/sealing/index.ts";
import { mayBeYoung, paperOf } from "../../../lib/documents/paper.ts";
import { sizeOf } from "../../../lib/documents/size.ts";
import { fromBase64url, staffIdOf } from "../../../lib/sealing/index.ts";
import { openDocument } from "../../../lib/sealing/openDocument.ts";
import { bytesFrom, call } from "../../page/api.ts";
import { byId, element, onSubmit } from "../../page/dom.ts";
import { moment } from "../../page/moments.ts";
import type { CaseContext } from "../context.ts";
import { attempt } from "../context.ts";
import { showDocument } from "./showDocument.ts";

type Sent = CaseAnswer["documents"]["sent"][number];

/** Papers: asked for here, sent by her, opened by description first, destroyed when they must not be kept. */
export function startDocuments(context: CaseContext): { draw(): void } {
  const { file, texts } = context;
  const address = `/api/staff/cases/${file.caseId}/documents`;
  // What was destroyed must not stay on the screen, nor come back to it from a request that was under way.
  const destroyed = new Set<string>();
  let shown: { readonly documentId: string; readonly close: () => void } | null = null;
  const hide = (documentId: string): void => {
    destroyed.add(documentId);
    if (shown?.documentId !== documentId) return;
    shown.close();
    shown = null;
  };

  onSubmit(byId<HTMLFormElement>("document-form"), async () => {
    const [what, text, adult] = [byId<HTMLSelectElement>("document-what"), byId<HTMLTextAreaElement>("document-text"), byId<HTMLInputElement>("document-adult")];
    const words = text.value.trim();
    const missing = words === "" ? text : isAdultSaid(file.current().open.entries) || adult.checked ? null : adult;
    byId("document-text-missing").hidden = missing !== text;
    byId("document-adult-missing").hidden = missing !== adult;
    if (missing !== null) return missing.focus();
    const body: AskedPaper = { v: 1, type: "asked", what: what.value as AskedPaper["what"], text: words, at: new Date().toISOString() };
    const worked = await attempt(async () => {
      await file.write(`asked ${what.value} ${words}`, [nextObject("document", body)], (objects) => call("POST", address, { objects }));
      await context.refresh();
    });
    if (!worked) return;
    text.value = "";
    adult.checked = false;
  });

  async function show(sent: Sent, paper: SentPaper): Promise<void> {
    const sealed = await bytesFrom(`${address}/${sent.documentId}`);
    const bytes = await openDocument(sealed, { hash: fromBase64url(paper.hash)!, seed: fromBase64url(paper.seed)! });
    if (destroyed.has(sent.documentId)) return;
    shown?.close();
    shown = { documentId: sent.documentId, close: showDocument(byId("document-view"), { bytes, mediaType: paper.mediaType, description: paper.description }, texts) };
  }

  async function destroy({ documentId }: Sent): Promise<void> {
    hide(documentId);
    await call("DELETE", `${address}/${documentId}`).catch((problem: unknown) => {
      destroyed.delete(documentId);
      throw problem;
    });
    await context.refresh();
  }

  function sentItem(sent: Sent, paper: SentPaper | null): HTMLElement {
    const parts: (Node | string)[] = [
      element("strong", { dir: "auto" }, paper?.description ?? texts("DocumentUnknown")), " ", moment(sent.sentAt),
      ...(paper === null ? [] : [element("div", { class: "cm-hint" }, element("bdi", {}, paper.name), paper.name === "" ? "" : " · ", `${texts(`DocumentKind.${paper.mediaType}`)} · ${sizeOf(paper.length)}`)]),
    ];
    if (sent.destroyedAt !== null) {
      parts.push(element("div", { class: "cm-hint" }, texts(sent.takenBack ? "DocumentTakenBack" : "DocumentDestroyed"), " ", moment(sent.destroyedAt)));
    } else {
      const buttons = element("div", { class: "cm-buttons" });
      if (paper !== null) buttons.append(linkButton(texts("DocumentShow"), () => attempt(() => show(sent, paper))));
      buttons.append(sureButton(() => attempt(() => destroy(sent))));
      parts.push(buttons);
    }
    return element("li", {}, ...parts);
  }

  /** A second click destroys; the first only asks. */
  function sureButton(work: () => Promise<unknown>): HTMLElement {
    const ask: HTMLButtonElement = linkButton(texts("DocumentDestroy"), async () => {
      const sure = linkButton(texts("DocumentDestroySure"), work);
      ask.replaceWith(sure);
      sure.focus();
    });
    return ask;
  }

  return {
    draw() {
      const { answer, open } = file.current();
      const papers = new Map(entriesOf(open.entries, "document").map((entry) => [entry.objectId, entry]));
      const listed = new Set<Sent>();
      const items = answer.documents.asked.flatMap(({ objectId, askedAt, endedAt }) => {
        const asking = papers.get(objectId);
        if (asking?.body.type !== "asked" || staffIdOf(asking.author) === null) return [];
        const sent = answer.documents.sent.filter(({ askedId }) => askedId === objectId).map((row) => {
          listed.add(row);
          return sentItem(row, paperOf(papers.get(row.objectId), row));
        });
        const end = linkButton(texts("DocumentEnd"), () => attempt(async () => {
          await call("POST", `${address}/asked/${objectId}/end`);
          await context.refresh();
        }));
        return [element(
          "li",
          {},
          element("strong", {}, texts(`DocumentWhat.${asking.body.what}`)), " ", texts("DocumentAsked"), " ", moment(askedAt),
          element("p", { class: "cm-typed", dir: "auto" }, asking.body.text),
          sent.length > 0 ? element("ul", { class: "govuk-list cm-related" }, ...sent) : element("p", { class: "cm-hint" }, texts("DocumentNotYet")),
          ...(endedAt === null ? [end] : [element("p", { class: "cm-hint" }, texts("DocumentEnded"), " ", moment(endedAt))]),
        )];
      });
      // What cannot be shown to answer anything can still be destroyed.
      const rest = answer.documents.sent.filter((row) => !listed.has(row)).map((row) => sentItem(row, null));
      byId("document-list").replaceChildren(...items, ...rest);
      byId("documents-none").hidden = items.length + rest.length > 0;
      const why = whyNot(answer, open.entries);
      byId("documents-why").textContent = why === null ? "" : texts(why);
      byId("documents-why").hidden = why === null;
      byId("document-ask").hidden = why !== null;
      byId("document-adult-box").hidden = isAdultSaid(open.entries);
      for (const { documentId, destroyedAt } of answer.documents.sent) if (destroyedAt !== null) hide(documentId);
    },
  };
}

/** Why nothing can be asked for; `null` where it can. */
function whyNot({ case: one, documents }: CaseAnswer, entries: readonly Entry[]): string | null {
  if (mayBeYoung(agesIn(entries))) return "DocumentsYoung";
  if (!documents.on) return "DocumentsOff";
  if (one.openedAt === null) return "TakeUpFirst";
  if (!one.hasReceipt) return "NoReceipt";
  return one.closedAt === null ? null : "DocumentsClosed";
}

const agesIn = (entries: readonly Entry[]): readonly Body<"triage-card">["age"][] =>
  [...entriesOf(entries, "report"), ...entriesOf(entries, "assisted-report"), ...entriesOf(entries, "triage-card")].map(({ body }) => body.age);

const isAdultSaid = (entries: readonly Entry[]): boolean => agesIn(entries).includes("adult");

function linkButton(words: string, work: () => Promise<unknown>): HTMLButtonElement {
  const button = element("button", { type: "button", class: "cm-link-button" }, words);
  button.addEventListener("click", () => {
    if (button.disabled) return;
    button.disabled = true;
    void work().finally(() => (button.disabled = false));
  });
  return button;
}
