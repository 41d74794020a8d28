import type { Column } from "./columns.ts";
import { columns } from "./columns.ts";
import { writeCsv } from "./csv.ts";

const examples: readonly Partial<Record<Column, string>>[] = [
  {
    reference: "2025-017", received: "2025-03-31", source: "phone", about: "me", links: "https://t.me/examplechannel/42 https://example.com/page?id=7",
    story: "She phoned: it was posted, \"again\", in two places.\nShe wants both gone.", age: "adult", danger: "threat", deadline: "2025-04-30", "deadline why": "hearing",
    channel: "phone", address: "0123 456789", hours: "after 18:00", zone: "Europe/Berlin", voicemail: "no", word: "robin", never: "call at work",
    language: "de", consents: "send-links notify-me", "consents how": "spoken",
  },
  { reference: "2025-018", received: "2025-04-02", source: "bystander", about: "found", links: "@examplechannel", language: "en" },
];

/** The columns and nothing else, as a spreadsheet program opens it: with a byte order mark. */
export const emptyTemplate = (): string => `\ufeff${writeCsv([columns])}`;

/** Two rows to look at. */
export const exampleFile = (): string => `\ufeff${writeCsv([columns, ...examples.map((row) => columns.map((column) => row[column] ?? ""))])}`;
