/** What a file may say of a case, in the order of the template. Only links or a story are needed. */
export const columns = [
  "reference", "received", "source", "about", "links", "story", "where", "since", "age", "danger", "deadline", "deadline why", "name",
  "channel", "address", "hours", "zone", "voicemail", "word", "never", "language", "consents", "consents how",
] as const;

/** A column this program knows. */
export type Column = (typeof columns)[number];

/** Columns that speak of safe contact may carry that word before their name. */
const ofContact: ReadonlySet<string> = new Set(["channel", "address", "hours", "zone", "voicemail", "word", "never"]);

/** The column a header names: any case, and blanks, `_` or `-` between words; `null` where it is none of ours. */
export function columnOf(header: string): Column | null {
  const name = header.trim().toLowerCase().replace(/[\s_-]+/gu, " ");
  const short = name.replace(/^contact /, "");
  const found = ofContact.has(short) ? short : name;
  return columns.find((column) => column === found) ?? null;
}
