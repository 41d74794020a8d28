import { element } from "./dom.ts";

/** A moment as the person reads it: own language, own zone. */
export const momentText = (instant: string): string =>
  new Date(instant).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

/** A moment as an element that keeps the exact instant. */
export const moment = (instant: string): HTMLElement => element("time", { datetime: instant }, momentText(instant));

/** A moment on the clock of a zone, for what was given on that clock. */
export const momentIn = (zone: string, instant: string): HTMLElement =>
  element("time", { datetime: instant }, new Date(instant).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short", timeZone: zone }));

/** Rewrites the moments that the server rendered in UTC to the person's own zone. */
export function showOwnTimes(within: ParentNode = document): void {
  for (const time of within.querySelectorAll<HTMLTimeElement>("time[datetime]")) time.textContent = momentText(time.dateTime);
}

/** The value of a `datetime-local` field for a moment, in the person's own zone. */
export function localInput(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** The instant behind a `datetime-local` field; `null` when it is empty. */
export function instantOf(field: HTMLInputElement): string | null {
  const at = new Date(field.value);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
