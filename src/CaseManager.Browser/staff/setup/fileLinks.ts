import type { RecoveryFiles } from "../../lib/recovery/holders.ts";
import { pairs } from "../../lib/recovery/holders.ts";
import { byId, element } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";

/** Links that save the three files, made in the browser: they hold nothing that anybody opens alone. */
export function showFiles(listId: string, files: RecoveryFiles): void {
  byId(listId).replaceChildren(
    ...pairs.map((pair) => {
      const name = `recovery-${pair}.age`;
      const address = URL.createObjectURL(new Blob([files[pair] as Uint8Array<ArrayBuffer>], { type: "application/octet-stream" }));
      return element("li", {}, element("a", { class: "govuk-link", href: address, download: name }, textsOf()("Download", name)));
    }),
  );
}
