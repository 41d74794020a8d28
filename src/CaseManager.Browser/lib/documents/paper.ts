import type { Author, Body, SentPaper } from "../sealing/index.ts";

/** What the server names a paper by. */
export interface PaperRow {
  readonly documentId: string;
  readonly askedId: string;
}

/** What she sealed about a paper; `null` where it is not hers, or not about the one that the server names. */
export function paperOf(found: { readonly author: Author; readonly body: Body<"document"> } | undefined, row: PaperRow): SentPaper | null {
  if (found?.author !== "survivor" || found.body.type !== "file") return null;
  return found.body.documentId === row.documentId && found.body.askedId === row.askedId ? found.body : null;
}

/**
 * Whether somebody was or may have been under 18 in the picture, by what her report, its card, or a call says: of her no file is
 * taken, because other services are made for that, and because nobody can look into a sealed file before it is opened.
 */
export const mayBeYoung = (ages: readonly Body<"triage-card">["age"][]): boolean => ages.some((age) => age === "minor" || age === "unsure");
