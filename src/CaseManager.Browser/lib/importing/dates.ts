/**
 * The day a text names, as `YYYY-MM-DD`: year first, or day.month.year with dots. `null` where it names none, or where it is not
 * clear which part is the day.
 */
export function dayOf(text: string): string | null {
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  const [year, month, day] = yearFirst ? yearFirst.slice(1).map(Number) : dotted ? dotted.slice(1).map(Number).reverse() : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

/** Whether somebody meant a day: digits and separators only. */
export const looksLikeDay = (text: string): boolean => /^[\d\s./-]{6,}$/.test(text);

/** Whether there is such a time zone. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
