import { byId, showError, showOnly } from "../page/dom.ts";

/** Shows one section of the page, and takes the reader to its heading. */
export function showStep(id: string, among: readonly string[]): void {
  showError("");
  showOnly(id, among);
  const heading = byId(id).querySelector<HTMLElement>("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
  scrollTo(0, 0);
}

/** Asks before the page is left, as long as something on it exists nowhere else. */
export function keepPage(): () => void {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  addEventListener("beforeunload", ask);
  return () => removeEventListener("beforeunload", ask);
}
