import { NoAnswer } from "../../lib/casework/caseAnswer.ts";
import type { Preview } from "../../lib/casework/release.ts";
import { areChosen, isExact } from "../../lib/casework/release.ts";
import { hex, randomBytes } from "../../lib/sealing/index.ts";
import { bytesText, flag, id, instant, list, object, orNull, text } from "../../lib/sealing/shape.ts";
import { call } from "../page/api.ts";
import { element } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import { copyButton } from "./fields.ts";

const shape = object({
  previews: list(
    object({
      noticeId: id, route: text(20), recipient: text(80), recipientName: text(500), address: text(4000), text: text(60_000), hash: bytesText(32),
      missing: list(object({ id: text(200), text: text(2000) }), 100), unconfirmed: list(object({ id: text(200), why: text(2000) }), 100), refused: list(text(80), 100), fieldsConfirmed: flag, needsSecondPerson: flag,
      askedAt: orNull(instant), waitsUntil: orNull(instant),
    }),
    10,
  ),
  links: list(object({ key: text(20_000), url: text(20_000) }), 100),
});

/** A notice exactly as it would leave, and what stands against it. */
export interface ShownPreview extends Preview {
  readonly address: string;
  readonly missing: readonly { readonly id: string; readonly text: string }[];
  readonly unconfirmed: readonly { readonly why: string }[];
  readonly refused: readonly string[];
  readonly fieldsConfirmed: boolean;
  readonly needsSecondPerson: boolean;
  readonly askedAt: string | null;
  readonly waitsUntil: string | null;
  readonly mayLeave: boolean;
}

/** What the server shows is not what would be signed: another text, or other links than were chosen. */
export class PreviewRefusal extends Error {
  override readonly name = "PreviewRefusal";
}

/** Asks the server to show what would leave. Nothing of it is stored there. Throws ApiProblem, NoAnswer, PreviewRefusal. */
export async function fetchPreviews(
  caseId: string,
  chosen: { readonly links: readonly string[]; readonly regime: string; readonly language: string; readonly authority: string | null; readonly ownWork: boolean; readonly follows?: string | null },
): Promise<{ readonly previews: readonly ShownPreview[]; readonly links: readonly { readonly key: string; readonly url: string }[] }> {
  const noticeIds = { form: hex(randomBytes(16)), mail: hex(randomBytes(16)), inApp: hex(randomBytes(16)), draft: hex(randomBytes(16)) };
  const answer = await call("POST", `/api/staff/cases/${caseId}/releases/preview`, { ...chosen, noticeIds });
  if (!shape(answer)) throw new NoAnswer();
  if (!answer.previews.every(isExact) || !areChosen(answer.links, chosen.links)) throw new PreviewRefusal();
  const previews = answer.previews.map((one) => ({ ...one, mayLeave: one.missing.length === 0 && one.refused.length === 0 }));
  return { previews, links: answer.links };
}

/** What the case lacks is said in words; what the law or the form asks for says itself. */
const caseLacks = /^(authority$|consent:)/;
/** Nothing is wrong with the text: it may not leave. */
const cannotLeave: ReadonlySet<string> = new Set(["draft_only", "not_reviewed", "language_not_asked"]);

/** One preview: to whom, by which route, word for word, and what is missing. */
export function previewCard(preview: ShownPreview, context: CaseContext): HTMLElement {
  const { texts, codes } = context;
  const { noticeId, route, recipientName, address, missing, unconfirmed, refused, fieldsConfirmed, needsSecondPerson, mayLeave } = preview;
  const box = element("input", { type: "checkbox", class: "govuk-checkboxes__input", id: `include-${noticeId}` });
  box.checked = mayLeave;
  box.disabled = !mayLeave;
  const include = element(
    "div",
    { class: "govuk-checkboxes govuk-checkboxes--small" },
    element("div", { class: "govuk-checkboxes__item" }, box, element("label", { class: "govuk-label govuk-checkboxes__label", for: box.id }, texts("Include"))),
  );
  const against = [
    ...missing.map((one) => texts("Missing", caseLacks.test(one.id) ? codes(`missing.${one.id}`) : one.text)),
    ...refused.map((code) => (cannotLeave.has(code) ? codes(`content.${code}`) : texts("MustNot", codes(`content.${code}`)))),
  ];
  const remarks = [
    ...(fieldsConfirmed || route === "mail" || route === "draft" ? [] : [texts("FieldsNotConfirmed")]),
    ...(needsSecondPerson ? [texts("NeedsSecondPerson")] : []),
  ];
  return element(
    "article",
    { class: "cm-preview" },
    element("h4", { class: "govuk-heading-s cm-preview__title" }, `${codes(`route.${route}`)}: ${recipientName}`),
    element("p", { class: "cm-preview__address" }, address),
    ...(against.length === 0 ? [] : [element("ul", { class: "cm-preview__against" }, ...against.map((line) => element("li", {}, line)))]),
    ...(unconfirmed.length === 0 ? [] : [element("ul", { class: "cm-preview__unconfirmed" }, ...unconfirmed.map(({ why }) => element("li", {}, texts("Unconfirmed", why))))]),
    ...(preview.askedAt === null || preview.waitsUntil === null ? [] : [
      element("p", { class: "cm-preview__remark" }, texts("AskedBefore"), " ", moment(preview.askedAt), " ", texts("WaitsUntil"), " ", moment(preview.waitsUntil)),
    ]),
    ...remarks.map((remark) => element("p", { class: "cm-preview__remark" }, remark)),
    element("pre", { class: "cm-exact", tabindex: "0", dir: "auto" }, preview.text),
    ...(route === "draft" ? [copyButton(preview.text, context)] : [include]),
  );
}
