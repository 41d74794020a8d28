import { readLink } from "./readLink.ts";
import { type Reading, refuseTelegram } from "./reading.ts";

/** The link inside a "share" link; one wrapper is opened, not a second. */
export function readWrapped(inner: string | null, nested: boolean): Reading {
  if (inner === null) return refuseTelegram("not_content");
  return nested ? refuseTelegram("nested_wrapper") : readLink(inner, true);
}
