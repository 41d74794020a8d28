import type { OpenedCase } from "../lib/reporting/index.ts";
import { readEntries } from "../lib/reporting/index.ts";
import { byId, make } from "./dom.ts";
import { moment, text } from "./texts.ts";

/** Shows what went back and forth, oldest first. */
export function showMessages(opened: OpenedCase): void {
  const messages = [
    ...readEntries(opened, "message").map(({ entry, body }) => ({ from: fromOf(entry.author, entry.addedBySystem), entry, words: body.text })),
    ...readEntries(opened, "shown-answer").map(({ entry, body }) => ({ from: text("from-platform"), entry, words: body.text })),
  ].sort((a, b) => a.entry.receivedAt.localeCompare(b.entry.receivedAt));
  byId("case-no-messages").hidden = messages.length > 0;
  byId("case-messages").replaceChildren(...messages.map(({ from, entry, words }) =>
    make("li", { class: entry.author === "survivor" ? "cm-message cm-message--hers" : "cm-message" },
      make("p", { class: "cm-message__from" }, `${from}, ${moment(entry.receivedAt)}`),
      make("p", { class: "cm-typed" }, words))));
}

const fromOf = (author: string, addedBySystem: boolean): string =>
  author === "survivor" ? text("from-you") : addedBySystem ? text("from-system") : text("from-helper");
