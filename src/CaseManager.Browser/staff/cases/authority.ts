import type { Entry } from "../../lib/casework/entry.ts";
import { entriesOf } from "../../lib/casework/entry.ts";
import { nextObject } from "../../lib/casework/sealNext.ts";
import type { Body, Paper } from "../../lib/sealing/index.ts";
import { isPaper, randomBytes } from "../../lib/sealing/index.ts";
import { call } from "../page/api.ts";
import { byId, element, onSubmit } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";
import { folded } from "./fields.ts";

type Authority = Body<"authority">;

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What is cited in place of the paper: it tells nothing, and nobody can guess it. */
const newReference = (): string => {
  const text = Array.from(randomBytes(8), (byte) => letters[byte & 31]!).join("");
  return `AU-${text.slice(0, 4)}-${text.slice(4)}`;
};

/** May the organisation act in her name? What she signed here or on paper, with its reference and its end. */
export function startAuthority(context: CaseContext): { draw(): void } {
  const { file, texts } = context;

  async function record(authority: Omit<Authority, "v" | "at" | "reference">): Promise<void> {
    const body: Authority = { v: 1, reference: newReference(), ...authority, at: new Date().toISOString() };
    await file.write(`authority ${body.signedOn} ${body.name} ${body.documentId ?? ""}`, [nextObject("authority", body)], (objects) =>
      call("POST", `/api/staff/cases/${file.caseId}/objects`, { objects }));
    await context.refresh();
  }

  onSubmit(byId<HTMLFormElement>("authority-form"), async () => {
    const [name, how, signedOn] = ["authority-name", "authority-how", "authority-on"].map((id) => byId<HTMLInputElement>(id)) as [HTMLInputElement, HTMLInputElement, HTMLInputElement];
    const empty = [name, signedOn, how].find((field) => field.value.trim() === "");
    byId("authority-missing").hidden = empty === undefined;
    if (empty !== undefined) return empty.focus();
    await attempt(async () => {
      await record({ documentId: null, version: "", name: name.value.trim(), signedOn: signedOn.value, expiresOn: yearAfter(signedOn.value), text: how.value.trim() });
      for (const field of [name, how, signedOn]) field.value = "";
    });
  });

  return {
    draw() {
      const { entries, n } = file.current().open;
      const { openedAt, closedAt } = file.current().answer.case;
      const mayWrite = openedAt !== null && closedAt === null && n !== null;
      const hers = papersOf(entries);
      const recorded = entriesOf(entries, "authority");
      const lines = [
        ...hers.map((entry, place) => {
          const { body, objectId } = entry;
          if (body.type === "authority-withdrawn") return element("li", {}, texts("AuthorityTakenBack"), " ", moment(body.at));
          const takenBack = hers.slice(place + 1).some((later) => later.body.type === "authority-withdrawn");
          const known = recorded.some((one) => one.body.documentId === objectId);
          return element(
            "li",
            {},
            element("strong", { dir: "auto" }, body.name),
            ` ${texts("AuthoritySigned", body.version)} `,
            moment(body.at),
            folded(texts("AuthorityShow"), element("p", { class: "cm-typed", dir: "auto" }, body.text)),
            ...(known || takenBack || !mayWrite ? [] : [recordButton(() => record({ documentId: objectId, version: body.version, name: body.name, signedOn: body.at.slice(0, 10), expiresOn: yearAfter(body.at.slice(0, 10)), text: "" }))]),
          );
        }),
        ...recorded.map(({ body }) => element(
          "li",
          {},
          element("strong", { class: "cm-reference" }, body.reference),
          ` ${texts(isOver(body, hers) ? "AuthorityOver" : "AuthorityUntil", body.expiresOn)}`,
          ...(body.documentId === null ? [element("div", { class: "cm-hint", dir: "auto" }, texts("AuthorityElsewhere", body.name, body.signedOn, body.text))] : []),
        )),
      ];
      byId("authority-list").replaceChildren(...lines);
      byId("authority-none").hidden = lines.length > 0;
      byId("authority-record").hidden = !mayWrite;
    },
  };

  function recordButton(work: () => Promise<void>): HTMLElement {
    const button = element("button", { type: "button", class: "cm-link-button" }, texts("AuthorityRecord"));
    button.addEventListener("click", () => {
      if (button.disabled) return;
      button.disabled = true;
      void attempt(work).then(() => (button.disabled = false));
    });
    return button;
  }
}

interface HerPaper {
  readonly objectId: string;
  readonly body: Paper;
}

/** What she signed and took back, oldest first. */
const papersOf = (entries: readonly Entry[]): HerPaper[] =>
  entriesOf(entries, "document").flatMap(({ author, objectId, body }) => (author === "survivor" && isPaper(body) ? [{ objectId, body }] : []));

/** The newest authority that has not ended; `null` where she gave none, or took it back. */
export function authorityThatStands(entries: readonly Entry[]): Authority | null {
  const hers = papersOf(entries);
  return entriesOf(entries, "authority").map(({ body }) => body).filter((body) => !isOver(body, hers)).at(-1) ?? null;
}

/** Whether an authority has ended: by its day, or because she took back what it stands on. */
const isOver = ({ expiresOn, documentId, at }: Authority, hers: readonly HerPaper[]): boolean => {
  const place = hers.findIndex(({ objectId }) => objectId === documentId);
  // What she said on the telephone ends as well, when she takes it back later.
  const takenBack = hers.some(({ body }, index) => body.type === "authority-withdrawn" && (place >= 0 ? index > place : body.at > at));
  return takenBack || expiresOn < new Date().toISOString().slice(0, 10);
};

/** The same day a year later; the 29th of February ends on the 28th. */
function yearAfter(day: string): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year + 1, month, 0)).getUTCDate();
  return [String(year + 1), String(month).padStart(2, "0"), String(Math.min(date, last)).padStart(2, "0")].join("-");
}
