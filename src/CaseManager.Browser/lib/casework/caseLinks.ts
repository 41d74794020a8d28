import type { NormalizedLink, PlatformDirectory } from "../links/index.ts";
import { extractLinks, normalizeLink } from "../links/index.ts";
import type { Entry } from "./entry.ts";

/** A link of a case as it is understood now, and who named it. */
export interface CaseLink {
  readonly link: NormalizedLink;
  /** `comment`: nobody named it; it is the post that a comment stands under, which tells the platform where to look. */
  readonly from: "report" | "message" | "staff" | "comment";
}

/** Links that one recipient can be asked to take down together. */
export interface LinkGroup {
  /** Directory id, or `null` for a host without a record. */
  readonly platform: string | null;
  /** What the group is called where there is no platform: the host. */
  readonly host: string | null;
  readonly links: readonly CaseLink[];
}

/** Every link of the case, each once: those of the report, those she wrote in messages, those typed by staff. */
export function linksOf(entries: readonly Entry[], typed: string, directory: PlatformDirectory): CaseLink[] {
  const found = new Map<string, CaseLink>();
  const add = (link: NormalizedLink, from: CaseLink["from"]): void => {
    const name = link.key ?? link.input;
    if (!found.has(name)) found.set(name, { link, from });
  };
  for (const entry of entries) {
    if (entry.kind === "report" || entry.kind === "assisted-report" || entry.kind === "draft") {
      for (const { typed: text } of entry.body.links ?? []) add(normalizeLink(text, directory), "report");
    }
    if (entry.kind === "message" && entry.author === "survivor") {
      for (const link of extractLinks(entry.body.text, directory).links) add(link, "message");
    }
  }
  for (const link of extractLinks(typed, directory).links) add(link, "staff");
  for (const { link } of [...found.values()]) {
    if (link.kind === "comment" && link.url !== null) add(normalizeLink(link.url.split("?")[0]!, directory), "comment");
  }
  return [...found.values()];
}

/** Groups of links that have a key, by whom they would go to; in the order of the links. */
export function groupLinks(links: readonly CaseLink[]): LinkGroup[] {
  const groups = new Map<string, { platform: string | null; host: string | null; links: CaseLink[] }>();
  for (const one of links) {
    const { key, url, platform } = one.link;
    if (key === null || url === null) continue;
    const host = platform === null ? new URL(url).host : null;
    const name = platform ?? `host ${host}`;
    const group = groups.get(name) ?? { platform, host, links: [] };
    group.links.push(one);
    groups.set(name, group);
  }
  return [...groups.values()];
}
