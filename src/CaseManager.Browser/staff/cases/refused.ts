import { byId, element } from "../page/dom.ts";
import type { CaseContext } from "./context.ts";

/** Says what was not shown, and why: somebody between her and us may have changed it. */
export function drawRefused({ file, texts, codes, nameOf }: CaseContext): void {
  const { refused } = file.current().open;
  const box = byId("refused");
  box.hidden = refused.length === 0;
  const lines = refused.map(({ kind, author, fault }) => element("li", {}, texts("RefusedObject", codes(`kind.${kind}`), author === "survivor" ? texts("RefusedHers") : nameOf(author), fault)));
  byId("refused-list").replaceChildren(...lines);
}
