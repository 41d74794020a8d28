/** The element with an id; throws where the page lacks it. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no element "${id}"`);
  return found as T;
}

/** What stands in a box, without blanks around it. */
export const typedIn = (id: string): string => byId<HTMLInputElement | HTMLTextAreaElement>(id).value.trim();

/** Fills a box. */
export function fill(id: string, value: string): void {
  byId<HTMLInputElement | HTMLTextAreaElement>(id).value = value;
}

/** Whether a box is ticked. */
export const isTicked = (id: string): boolean => byId<HTMLInputElement>(id).checked;

/** A new element with attributes and children; text is always text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Runs an action once at a time: a second click while it runs does nothing. */
export function onceAtATime<A extends readonly unknown[]>(action: (...about: A) => Promise<void>): (...about: A) => void {
  let running = false;
  return (...about) => {
    if (running) return;
    running = true;
    void action(...about).finally(() => (running = false));
  };
}

/** Lets the page react and paint before more work is done. */
export const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
