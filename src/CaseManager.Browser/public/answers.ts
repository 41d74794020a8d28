import { eraseSecrets } from "../lib/links/index.ts";
import type { Body } from "../lib/sealing/index.ts";
import { choose, chosen } from "./choices.ts";
import { byId, fill, isTicked, typedIn } from "./dom.ts";
import { keptLinks, linkRow, linksIn } from "./linkList.ts";
import type { Problem } from "./problems.ts";
import type { Step } from "./steps.ts";
import { language, text } from "./texts.ts";

const mostLinks = 500;
const longestLeftovers = 15_000;
const longestStory = 40_000;
const largestReport = 230 * 1024; // bytes; padded and sealed it then fits the 256 KiB the server takes

/** Whether the picture is, or may be, from before 18. */
export const isYoung = (): boolean => ["minor", "unsure"].includes(chosen("age"));

/** The report as the boxes stand. */
export function reportOf(): Body<"report"> {
  const extraction = linksIn("links");
  return {
    v: 1,
    about: (chosen("about") || "me") as Body<"report">["about"],
    links: keptLinks(extraction).map(linkRow),
    leftovers: eraseSecrets(extraction.leftovers.join("\n")),
    story: eraseSecrets(typedIn("story")),
    where: eraseSecrets(typedIn("where")),
    since: eraseSecrets(typedIn("since")),
    age: (chosen("age") || "unsaid") as Body<"report">["age"],
    danger: (chosen("danger") || "unsaid") as Body<"report">["danger"],
    deadline: deadlineOf(),
    name: typedIn("name"),
    contact: contactOf(),
    consents: consentsOf(),
    language: document.documentElement.lang,
    zone: typedIn("zone"),
    at: new Date().toISOString(),
  };
}

/** Puts a kept draft back into the boxes. */
export function fillIn(draft: Body<"draft">): void {
  choose("about", draft.about ?? "");
  choose("age", draft.age ?? "");
  choose("danger", draft.danger ?? "");
  fill("links", [...(draft.links ?? []).map((link) => link.typed), draft.leftovers ?? ""].filter((line) => line !== "").join("\n"));
  byId("links").dispatchEvent(new Event("input"));
  for (const box of ["story", "where", "since", "name", "zone"] as const) fill(box, draft[box] ?? "");
  fill("deadline-date", draft.deadline?.date ?? "");
  fill("deadline-why", draft.deadline?.why ?? "");
  choose("contact", draft.contact?.channel ?? "");
  for (const box of ["address", "hours", "word", "never"] as const) fill(box, draft.contact?.[box] ?? "");
  byId<HTMLInputElement>("voicemail").checked = draft.contact?.voicemail ?? false;
  for (const purpose of ["send-links", "statistics"] as const) choose(purpose, draft.consents?.includes(purpose) ? "yes" : "");
}

/** Whether anything is typed or chosen that a reload would lose. */
export const isSomethingTyped = (): boolean =>
  ["links", "story", "where", "since", "name", "deadline-why", "address", "hours", "word", "never"].some((box) => typedIn(box) !== "");

/** What must be put right before a step is left. */
export function problemsOf(step: Step): Problem[] {
  const problems: Problem[] = [];
  const check = (wrong: boolean, box: string, words: string): void => {
    if (wrong) problems.push({ box, words });
  };
  const notLonger = (box: string, most = 500): void =>
    check(typedIn(box).length > most, box, text("story-long", most.toLocaleString(language())));
  switch (step) {
    case "about":
      check(chosen("about") === "", "about", text("about-missing"));
      break;
    case "links": {
      const { links, leftovers } = linksIn("links");
      check(links.length > mostLinks || leftovers.join("\n").length > longestLeftovers, "links", text("links-long"));
      break;
    }
    case "story":
      notLonger("story", longestStory);
      notLonger("since");
      break;
    case "where":
      notLonger("where");
      break;
    case "deadline":
      check(byId<HTMLInputElement>("deadline-date").validity.badInput, "deadline-date", text("deadline-bad"));
      notLonger("deadline-why");
      break;
    case "contact":
      check(!["", "here"].includes(chosen("contact")) && typedIn("address") === "", "address", text("address-missing"));
      for (const box of ["address", "hours", "zone", "word"]) notLonger(box);
      notLonger("never", 2000);
      break;
    case "name":
      notLonger("name");
      break;
    default:
  }
  return problems;
}

/** Why the whole report cannot be sent; `null` when it can. */
export function wholeProblem(report: Body<"report">): string | null {
  if (report.links.length === 0 && report.leftovers === "" && report.story === "") return text("nothing");
  return new TextEncoder().encode(JSON.stringify(report)).length > largestReport ? text("too-large") : null;
}

function deadlineOf(): Body<"report">["deadline"] {
  const date = typedIn("deadline-date");
  const why = typedIn("deadline-why");
  return date === "" && why === "" ? null : { date, why };
}

function contactOf(): Body<"report">["contact"] {
  const channel = chosen("contact") as "" | "here" | "phone" | "mail" | "other";
  if (channel === "") return null;
  const zone = typedIn("zone");
  if (channel === "here") return { channel, address: "", hours: "", zone, voicemail: false, word: "", never: "" };
  return {
    channel, address: typedIn("address"), hours: typedIn("hours"), zone, voicemail: isTicked("voicemail"), word: typedIn("word"),
    never: typedIn("never"),
  };
}

function consentsOf(): Body<"report">["consents"] {
  const asked = isYoung() ? (["statistics"] as const) : (["send-links", "statistics"] as const);
  return asked.filter((purpose) => chosen(purpose) === "yes");
}
