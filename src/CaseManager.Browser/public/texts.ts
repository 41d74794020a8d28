const words: Readonly<Record<string, string>> = JSON.parse(document.getElementById("texts")?.textContent ?? "{}");

/** A text of the page, with {0}, {1}… filled in. Throws where the page does not carry it. */
export function text(name: string, ...values: readonly (string | number)[]): string {
  const pattern = words[name];
  if (pattern === undefined) throw new Error(`no text "${name}"`);
  return filled(pattern, values);
}

/** A text that exists for some values only; otherwise what is given. */
export const textOr = (name: string, otherwise: string, ...values: readonly (string | number)[]): string => filled(words[name] ?? otherwise, values);

const filled = (pattern: string, values: readonly (string | number)[]): string =>
  pattern.replace(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)] ?? ""));

/** The page's language for dates, with the digits that its texts have: some browsers write others for Arabic. */
export const language = (): string => `${document.documentElement.lang}-u-nu-latn`;

/** A moment as the reader writes it. */
export const moment = (instant: string): string => new Date(instant).toLocaleString(language(), { dateStyle: "medium", timeStyle: "short" });
