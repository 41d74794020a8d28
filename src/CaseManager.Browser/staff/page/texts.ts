/** Texts that the server rendered for scripts, by name. */
export type Texts = (name: string, ...values: readonly (string | number)[]) => string;

/** The texts of a block; `{0}` and so on in them are replaced by the values. */
export function textsOf(id = "texts"): Texts {
  const block = document.getElementById(id)?.textContent ?? "{}";
  const texts = JSON.parse(block) as Record<string, string>;
  return (name, ...values) => (texts[name] ?? name).replace(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)] ?? ""));
}
