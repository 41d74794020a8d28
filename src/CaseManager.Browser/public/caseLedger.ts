import { sha256 } from "@noble/hashes/sha2.js";
import type { LedgerRow, OpenedCase, SharedRow } from "../lib/reporting/index.ts";
import { readEntries } from "../lib/reporting/index.ts";
import type { Body } from "../lib/sealing/index.ts";
import { base64url, utf8 } from "../lib/sealing/index.ts";
import { byId, make } from "./dom.ts";
import { moment, text, textOr } from "./texts.ts";

/** Shows every word that left: the copy a caseworker sealed for her, held against what the server says it sent. */
export function showLedger(opened: OpenedCase): void {
  const copies = new Map(readEntries(opened, "release-copy").map(({ body }) => [body.noticeId, body]));
  const rows = opened.answer.ledger ?? [];
  const counted = new Set(rows.map((row) => row.noticeId));
  const entries = [
    ...rows.map((row) => entryOf(row, copies.get(row.noticeId))),
    ...[...copies.values()].filter((copy) => !counted.has(copy.noticeId)).map((copy) => entryOf(null, copy)),
    ...(opened.answer.proofPacks ?? []).map(packEntry),
    ...(opened.answer.shared ?? []).map(wholeOf),
  ];
  byId("case-no-ledger").hidden = entries.length > 0;
  byId("case-ledger").replaceChildren(...entries);
}

/** A file about the case that was made to be handed over. */
function packEntry({ at, recipient }: { readonly at: string; readonly recipient: string }): HTMLElement {
  return make("li", {},
    make("p", { class: "govuk-body govuk-!-font-weight-bold" }, textOr(`pack-${recipient}`, recipient)),
    make("p", { class: "govuk-body" }, text("pack-made", moment(at))),
    make("p", { class: "govuk-body" }, text("pack-what")));
}

/** One about the whole channel, group or site: nothing of hers is in it, so there is no copy to hold it against. */
function wholeOf({ kind, url, route, platform, label, leftAt }: SharedRow): HTMLElement {
  const entry = make("li", {},
    make("p", { class: "govuk-body govuk-!-font-weight-bold" }, text(route === "form" ? "left-form" : "left-mail", platform)),
    make("p", { class: "govuk-body" }, text(kind === "site" ? "left-whole-site" : kind === "group" ? "left-whole-group" : "left-whole-channel")));
  if (url !== null) entry.append(make("p", { class: "govuk-body cm-link-text", dir: "ltr" }, url));
  entry.append(make("p", { class: "govuk-body" }, textOr(`label-${label}`, label)));
  if (leftAt) entry.append(make("p", { class: "govuk-body" }, text("left-on", moment(leftAt))));
  entry.append(make("p", { class: "govuk-body" }, text("left-whole-hint")));
  return entry;
}

function entryOf(row: LedgerRow | null, copy: Body<"release-copy"> | undefined): HTMLElement {
  const route = copy?.route ?? row?.route ?? "";
  const recipient = copy?.recipient ?? row?.platform ?? "";
  const entry = make("li", {}, make("p", { class: "govuk-body govuk-!-font-weight-bold" }, text(route === "form" ? "left-form" : "left-mail", recipient)));
  if (row !== null) entry.append(make("p", { class: "govuk-body" }, textOr(`label-${row.label}`, row.label)));
  if (row?.follows) entry.append(make("p", { class: "govuk-body" }, text("left-follows")));
  if (row?.leftAt) entry.append(make("p", { class: "govuk-body" }, text("left-on", moment(row.leftAt))));
  if (row?.dueAt) entry.append(make("p", { class: "govuk-body" }, text("left-due", moment(row.dueAt))));
  if (differs(row, copy)) entry.append(make("p", { class: "govuk-error-message" }, text("left-differs")));
  if (copy === undefined) {
    entry.append(make("p", { class: "govuk-body" }, text("left-no-copy")));
  } else {
    entry.append(make("details", { class: "govuk-details" },
      make("summary", { class: "govuk-details__summary" }, make("span", { class: "govuk-details__summary-text" }, text("left-text"))),
      make("div", { class: "govuk-details__text" }, make("pre", { class: "cm-notice", dir: "auto", tabindex: "0" }, copy.text))));
  }
  return entry;
}

/** The copy must be what its own hash says, and what the server counts as sent. */
function differs(row: LedgerRow | null, copy: Body<"release-copy"> | undefined): boolean {
  if (copy === undefined) return false;
  if (base64url(sha256(utf8(copy.text))) !== copy.previewHash) return true;
  return row === null || row.previewHash !== copy.previewHash || row.route !== copy.route;
}
