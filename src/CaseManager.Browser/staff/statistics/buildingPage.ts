const everyMilliseconds = 5000;

/** Looks again while something is being built, but not while somebody has typed or chosen something, or has a refusal to read. */
export async function startBuildingPage(): Promise<void> {
  // After a refusal the page is the answer to a form: to load it again would send that form again.
  if (document.getElementById("moving") === null || document.querySelector(".govuk-error-summary") !== null) return Promise.resolve();
  const looking = setInterval(() => {
    if (!document.hidden && !hasInput()) location.reload();
  }, everyMilliseconds);
  // A click that is on its way over a slow line must not be broken off.
  document.addEventListener("submit", () => clearInterval(looking));
  return Promise.resolve();
}

function hasInput(): boolean {
  return [...document.querySelectorAll("main input, main select, main details")].some((field) => {
    if (field instanceof HTMLDetailsElement) return field.open;
    if (field === document.activeElement) return true;
    if (field instanceof HTMLSelectElement) return [...field.options].some((option, place) => option.selected !== (option.defaultSelected || (place === 0 && !hasDefault(field))));
    return field instanceof HTMLInputElement && (field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);
  });
}

function hasDefault(field: HTMLSelectElement): boolean {
  return [...field.options].some((option) => option.defaultSelected);
}
