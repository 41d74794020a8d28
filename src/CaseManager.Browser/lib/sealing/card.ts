import type { Body } from "./body.ts";

const longestText = 200;
const longestOpening = 140;
const mostPlatforms = 20;

/**
 * The triage card of a report: what staff sort and search by, without the story. Long texts are cut, marked by "…",
 * so that a card always fits the 8 KiB the server takes; the report holds them whole.
 */
export function cardOf(report: Body<"report">): Body<"triage-card"> {
  const { about, age, danger, deadline, contact, language } = report;
  const platforms = new Set(report.links.flatMap((link) => link.platform ?? []));
  return {
    v: 1,
    about,
    age,
    danger,
    deadline: deadline && { date: cut(deadline.date), why: cut(deadline.why) },
    contact: contact && {
      ...contact,
      address: cut(contact.address),
      hours: cut(contact.hours),
      zone: cut(contact.zone),
      word: cut(contact.word),
      never: cut(contact.never),
    },
    linkCount: report.links.length,
    platforms: [...platforms].slice(0, mostPlatforms),
    language,
    opening: cut(report.story, longestOpening),
  };
}

/** Whole characters only; control characters and halves of characters would take six bytes each in JSON. */
function cut(text: string, longest = longestText): string {
  const clean = text.replace(/[\p{Cc}\p{Cs}]/gu, " ");
  if (clean.length <= longest) return clean;
  return `${clean.slice(0, longest - 1).replace(/\p{Cs}$/u, "")}…`;
}
