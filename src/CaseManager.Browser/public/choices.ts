import { byId } from "./dom.ts";

/** The answer chosen in a group; empty where none is. */
export const chosen = (group: string): string => radiosOf(group).find((radio) => radio.checked)?.value ?? "";

/** Chooses an answer. */
export function choose(group: string, value: string): void {
  for (const radio of radiosOf(group)) radio.checked = radio.value === value;
  setTabStop(group);
}

/**
 * Makes radios without a name one group: one answer, one tab stop, arrow keys, and the count a screen reader says.
 * The browser would do it by their name, but then a form sent by mistake would carry her answers in its address.
 */
export function startChoices(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-choice]")) {
    const group = box.dataset["choice"]!;
    for (const [place, radio] of radiosOf(group).entries()) {
      radio.setAttribute("aria-posinset", String(place + 1));
      radio.setAttribute("aria-setsize", String(radiosOf(group).length));
      radio.addEventListener("change", () => choose(group, radio.value));
      radio.addEventListener("keydown", (event) => moveByArrow(event, group, place));
    }
    setTabStop(group);
  }
}

function moveByArrow(event: KeyboardEvent, group: string, place: number): void {
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const backward = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
  const step = event.key === "ArrowDown" || event.key === forward ? 1 : event.key === "ArrowUp" || event.key === backward ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const radios = radiosOf(group);
  const next = radios[(place + step + radios.length) % radios.length]!;
  next.focus();
  next.checked = true;
  next.dispatchEvent(new Event("change", { bubbles: true }));
}

function setTabStop(group: string): void {
  const radios = radiosOf(group);
  const stop = radios.find((radio) => radio.checked) ?? radios[0];
  for (const radio of radios) radio.tabIndex = radio === stop ? 0 : -1;
}

const radiosOf = (group: string): HTMLInputElement[] =>
  [...byId(`${group}-group`).querySelectorAll<HTMLInputElement>("input[type=radio]")];
