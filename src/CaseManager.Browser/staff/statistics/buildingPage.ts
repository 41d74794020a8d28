const everyMilliseconds = 5000;

/** Looks again while something is being built, but not while somebody has typed or chosen something. */
export async function startBuildingPage(): Promise<void> {
  if (document.getElementById("moving") === null) return Promise.resolve();
  setInterval(() => {
    if (!document.hidden && !hasInput()) location.reload();
  }, everyMilliseconds);
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
