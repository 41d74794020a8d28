/** Who wrote a frame: the survivor, the server, or a staff member by the 32 hex digits of the id. */
export type Author = "survivor" | "server" | `staff:${string}`;

/** The author behind a text; `null` when it is none. */
export const authorOf = (text: string): Author | null =>
  text === "survivor" || text === "server" || /^staff:[0-9a-f]{32}$/.test(text) ? (text as Author) : null;

/** The staff member's id behind an author; `null` for the others. */
export const staffIdOf = (author: Author): string | null =>
  author.startsWith("staff:") ? author.slice("staff:".length) : null;
