/** The element with that id. Throws when the page lacks it: page and script belong together. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element as T;
}

/** Shows one of several sections and hides the others. */
export function showOnly(id: string, among: readonly string[]): void {
  for (const other of among) byId(other).hidden = other !== id;
}

/** An element with text or children; never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/**
 * Runs a form's work once at a time: a second click while it runs does nothing.
 * @param until ends it, where the same form serves again later.
 */
export function onSubmit(form: HTMLFormElement, work: () => Promise<void>, until?: AbortSignal): void {
  let running = false;
  const submitted = (event: SubmitEvent): void => {
    event.preventDefault();
    if (running) return;
    running = true;
    const buttons = [...form.querySelectorAll("button")];
    for (const button of buttons) button.setAttribute("aria-disabled", "true");
    void work().finally(() => {
      running = false;
      for (const button of buttons) button.removeAttribute("aria-disabled");
    });
  };
  form.addEventListener("submit", submitted, until === undefined ? {} : { signal: until });
}

/** Says what went wrong above the form, and takes the reader there. An empty text takes it away. */
export function showError(text: string, id = "error"): void {
  const box = byId(id);
  box.textContent = text;
  box.hidden = text === "";
  if (text !== "") box.focus();
}

/**
 * Says that something takes a while, and lets the browser paint it: what follows may hold the page for seconds, since
 * Trusted Types leave no way to start a worker.
 */
export async function showBusy(id: string): Promise<void> {
  byId(id).hidden = false;
  await new Promise<void>((painted) => requestAnimationFrame(() => setTimeout(painted)));
}
