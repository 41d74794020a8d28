import type { OpenedCase } from "../lib/reporting/index.ts";
import { readEntries } from "../lib/reporting/index.ts";
import type { Body, Paper } from "../lib/sealing/index.ts";
import { isPaper } from "../lib/sealing/index.ts";
import { byId, fill, isTicked, typedIn } from "./dom.ts";
import { showProblems } from "./problems.ts";
import { moment, text } from "./texts.ts";

/** The newest statement of hers about acting in her name; `null` while there is none that stands. */
const standing = (opened: OpenedCase): Paper | null => {
  const last = readEntries(opened, "document")
    .filter(({ entry }) => entry.author === "survivor")
    .map(({ body }) => body)
    .findLast(isPaper);
  return last?.type === "authority" ? last : null;
};

/** Shows whether we may act in her name, and how she lets us or takes it back. */
export function showAuthority(opened: OpenedCase): void {
  const given = standing(opened);
  byId("authority-given").hidden = given === null;
  byId("authority-form").hidden = given !== null;
  if (given !== null) byId("authority-state").textContent = text("authority-given", given.name, moment(given.at));
}

/** What she signs: the words on the page, their version, her name as she typed it. `null` where something is missing, which is said. */
export function signedAuthority(): Body<"document"> | null {
  const name = typedIn("authority-name");
  const problems = [
    ...(isTicked("authority-agree") ? [] : [{ box: "authority-agree", words: text("authority-tick") }]),
    ...(name === "" ? [{ box: "authority-name", words: text("authority-name-missing") }] : name.length > 200 ? [{ box: "authority-name", words: text("authority-name-long") }] : []),
  ];
  showProblems(problems);
  if (problems.length > 0) return null;
  return { v: 1, type: "authority", version: version(), text: byId("authority-text").innerText.trim(), name, at: new Date().toISOString() };
}

/** What she writes to take it back. */
export const withdrawnAuthority = (): Body<"document"> => ({
  v: 1, type: "authority-withdrawn", version: version(), text: text("authority-withdrawn"), name: "", at: new Date().toISOString(),
});

/** Empties the form. */
export function clearAuthority(): void {
  fill("authority-name", "");
  byId<HTMLInputElement>("authority-agree").checked = false;
}

const version = (): string => byId("authority-text").dataset["version"] ?? "";
