import { eraseSecrets, extractLinks, holdsSecret, seededDirectory } from "../links/index.ts";
import { purpose } from "../sealing/body.ts";
import type { Body } from "../sealing/index.ts";
import type { Column } from "./columns.ts";
import { dayOf, isZone, looksLikeDay } from "./dates.ts";
import type { Findings } from "./findings.ts";

type Report = Body<"assisted-report">;

/** What a case holds, but for who imports it and when. */
export type ImportedReport = Omit<Report, "takenBy" | "at">;

/** What holds where a row says nothing. */
export interface Defaults {
  readonly about: Report["about"];
  readonly source: Exclude<Report["source"], "plain-form">;
  readonly language: string;
  /** IANA name of the zone this is done in. */
  readonly zone: string;
}

/** The cells of one row that are not empty. */
export interface RowCells {
  readonly known: ReadonlyMap<Column, string>;
  /** Of columns that are not ours, by their header. */
  readonly other: ReadonlyMap<string, string>;
  /** How the file writes a column's name. */
  readonly headerOf: (column: Column) => string;
}

const short = 500;
const lengths: Partial<Record<Column, number>> = { links: 200_000, story: 40_000, never: 2000 };
const mostLinks = 500;
const longestLink = 4000;
const longestKept = 15_000;

/** Reads a row as a report; what is wrong with it goes to the findings, and what has no place of its own is kept as typed. */
export function readRow({ known, other, headerOf }: RowCells, defaults: Defaults, findings: Findings): ImportedReport {
  const kept: string[] = [];
  let strays = 0;
  const text = (column: Column): string => clean(headerOf(column), known.get(column) ?? "", lengths[column] ?? short, findings);
  const code = <const T extends string>(column: Column, words: readonly T[], otherwise: T): T => {
    const typed = (known.get(column) ?? "").toLowerCase();
    if (typed === "") return otherwise;
    const found = words.find((word) => word === typed);
    if (found === undefined) findings.error(headerOf(column), "unknown-code", text(column), words.join(", "));
    return found ?? otherwise;
  };

  for (const column of ["reference", "received"] as const) {
    const typed = text(column);
    if (typed !== "") kept.push(`${headerOf(column)}: ${typed}`);
    if (column === "received" && typed !== "" && dayOf(typed) === null) findings.error(headerOf(column), "no-date", typed);
  }
  const links = readLinks();
  const story = text("story");
  const report: ImportedReport = {
    v: 1,
    about: code("about", ["me", "someone", "found"], defaults.about),
    links,
    story,
    where: text("where"),
    since: text("since"),
    age: code("age", ["adult", "minor", "unsure", "unsaid"], "unsaid"),
    danger: code("danger", ["none", "threat", "now", "unsaid"], "unsaid"),
    deadline: readDeadline(),
    name: text("name"),
    contact: readContact(),
    consents: readConsents(),
    language: readLanguage(),
    zone: defaults.zone,
    source: code("source", ["phone", "mail", "visit", "bystander"], defaults.source),
    leftovers: "",
  };
  for (const [header, cell] of other) kept.push(`${header}: ${clean(header, cell, longestKept, findings)}`);
  if (links.length === 0 && strays === 0 && story === "" && findings.all.every(({ level }) => level === "remark")) findings.error("", "no-content", "");
  const leftovers = kept.join("\n");
  if (leftovers.length > longestKept) findings.error("", "too-long", leftovers, leftovers.length, longestKept);
  return { ...report, leftovers };

  function readLinks(): Report["links"] {
    const header = headerOf("links");
    const cell = text("links");
    const { links: found, leftovers: rest } = extractLinks(cell, seededDirectory);
    if (found.length > mostLinks) findings.error(header, "too-many-links", cell, found.length, mostLinks);
    for (const { input, key, reason } of found) {
      if (holdsSecret(reason)) continue;
      if (input.length > longestLink) findings.error(header, "too-long", input, input.length, longestLink);
      else if (key === null) findings.remark(header, "link-kept", input, input, reason ?? "unknown");
    }
    strays = rest.length;
    if (strays > 0) findings.remark(header, "text-kept", rest.join(" / "), rest.join(" / "));
    kept.push(...rest);
    return found.filter(({ reason }) => !holdsSecret(reason)).map(({ input, key, platform }) => ({ typed: input, key, platform }));
  }

  function readDeadline(): Report["deadline"] {
    const [date, why] = [text("deadline"), text("deadline why")];
    const day = dayOf(date);
    if (day === null && looksLikeDay(date)) findings.error(headerOf("deadline"), "no-date", date);
    return date === "" && why === "" ? null : { date: day ?? date, why };
  }

  function readContact(): Report["contact"] {
    const [address, hours, zone, word, never] = [text("address"), text("hours"), text("zone"), text("word"), text("never")];
    const voicemail = code("voicemail", ["yes", "no"], "no") === "yes";
    const channel = code("channel", ["here", "phone", "mail", "other"], "other");
    if (zone !== "" && !isZone(zone)) findings.remark(headerOf("zone"), "no-zone", zone, zone);
    if (channel === "here") findings.remark(headerOf("channel"), "no-receipt", channel);
    if (!known.has("channel")) {
      if (address === "" && hours === "" && zone === "" && word === "" && never === "" && !voicemail) return null;
      findings.remark(headerOf("channel"), "no-channel", address);
    }
    return { channel, address, hours, zone, voicemail, word, never };
  }

  function readConsents(): Report["consents"] {
    const words = (known.get("consents") ?? "").toLowerCase().split(/[\s,;]+/u).filter((word) => word !== "");
    const header = headerOf("consents");
    for (const word of words.filter((one) => !purpose(one))) findings.error(header, "unknown-code", word, purposes.join(", "));
    const how = text("consents how");
    if (how !== "" && how.toLowerCase() !== "spoken") {
      findings.remark(headerOf("consents how"), "consents-how", how, how);
      kept.push(`${headerOf("consents how")}: ${how}`);
    }
    return [...new Set(words.filter(purpose))];
  }

  function readLanguage(): string {
    const typed = text("language");
    if (typed === "") return defaults.language;
    const read = typed.replace(/^[A-Za-z]+/, (first) => first.toLowerCase()).replaceAll("_", "-");
    if (/^(?=.{2,16}$)[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(read)) return read;
    findings.error(headerOf("language"), "no-language", typed, typed);
    return defaults.language;
  }
}

const purposes = ["send-links", "disclose-name", "expose-to-poster", "statistics", "partner-transfer", "notify-me"];

/** The text of a cell without sign-in codes and hidden characters; empty, with an error, where it is too long. */
function clean(header: string, cell: string, longest: number, findings: Findings): string {
  if (cell.length > longest) {
    findings.error(header, "too-long", eraseSecrets(cell.slice(0, longest)), cell.length, longest);
    return "";
  }
  const visible = cell.replace(/[^\P{Cc}\n\t]/gu, " ");
  if (visible !== cell) findings.remark(header, "control", visible);
  const erased = eraseSecrets(visible);
  if (erased !== visible) findings.remark(header, "secret", erased);
  return erased;
}
