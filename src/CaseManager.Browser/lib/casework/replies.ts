/** A text the organisation keeps for messages; the server can read it. */
export interface SavedReply {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly text: string;
}

/** Those in her language first, then the others by language and title. */
export const inOrderFor = (replies: readonly SavedReply[], language: string): SavedReply[] =>
  replies.toSorted((a, b) =>
    Number(isIn(b, language)) - Number(isIn(a, language)) || a.language.localeCompare(b.language) || a.title.localeCompare(b.title));

const isIn = ({ language }: SavedReply, hers: string): boolean => language.split("-")[0] === hers.split("-")[0];

/**
 * Puts a text where the cursor stands, behind what is selected: nothing that was typed is overwritten.
 * @returns the whole text and where the cursor stands then; `null` where it would become too long.
 */
export function insertAt(typed: string, cursor: number, text: string, longest: number): { readonly value: string; readonly cursor: number } | null {
  if (typed.length + text.length > longest) return null;
  return { value: typed.slice(0, cursor) + text + typed.slice(cursor), cursor: cursor + text.length };
}
