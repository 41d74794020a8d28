import { sha256 } from "@noble/hashes/sha2.js";
import { audienceOf } from "../../lib/casework/audience.ts";
import { withLast } from "../../lib/casework/chainEnds.ts";
import { NoKeyForCase } from "../../lib/casework/openCase.ts";
import { openKeys } from "../../lib/casework/openKeys.ts";
import { nextObject } from "../../lib/casework/sealNext.ts";
import { wrapForReceipt } from "../../lib/casework/wrapKeys.ts";
import { base64url, deriveReceiptKeys, keyPairOf, newReceipt, receiptDigits, receiptWords } from "../../lib/sealing/index.ts";
import { call } from "../page/api.ts";
import { byId, element, onSubmit } from "../page/dom.ts";
import { pause } from "../page/pause.ts";
import { fetchKeys } from "./caseKeys.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";

/** A new receipt for whoever lost hers, after the agreed check; or the old one burnt, where somebody else may have it. */
export function startReceipt(context: CaseContext): { draw(): void } {
  const { file, texts } = context;
  const how = byId<HTMLTextAreaElement>("receipt-how");
  const checked = byId<HTMLInputElement>("receipt-checked");

  onSubmit(byId<HTMLFormElement>("receipt-form"), async () => {
    byId("receipt-missing").hidden = checked.checked && how.value.trim() !== "";
    if (!byId("receipt-missing").hidden) return (checked.checked ? how : checked).focus();
    await attempt(() => replace(true));
  });
  const burn = byId<HTMLButtonElement>("receipt-burn");
  burn.addEventListener("click", () => {
    if (burn.disabled || !confirm(texts("BurnSure"))) return;
    burn.disabled = true;
    void attempt(() => replace(false)).then(() => (burn.disabled = false));
  });

  async function replace(withNew: boolean): Promise<void> {
    const secret = withNew ? newReceipt() : null;
    const keys = secret === null ? null : await deriveReceiptKeys(secret, file.me.roster.salt);
    const hers = keys === null ? null : await keyPairOf(keys.survivorSeed);
    const receipt = keys && { lookupHash: base64url(sha256(keys.lookupId)), tokenHash: base64url(sha256(keys.authToken)) };
    const text = texts(withNew ? "ReissuedNote" : "BurntNote", how.value.trim());
    await file.write(`receipt ${receipt?.lookupHash ?? "burn"}`, [nextObject("note", { v: 1, text, at: new Date().toISOString() })], async (objects) => {
      const answer = await fetchKeys(file.caseId);
      const open = await openKeys(answer, file.me);
      if (open === null) throw new NoKeyForCase();
      const place = { wrapped: answer.wrapped, ends: withLast(answer.ends, objects) };
      const change = await wrapForReceipt(open, place, audienceOf(answer, open.handovers), hers?.publicKey ?? null, file.me, pause);
      await call("POST", `/api/staff/cases/${file.caseId}/receipt`, { receipt, objects, keys: change });
    });
    how.value = "";
    checked.checked = false;
    byId("receipt-new").hidden = secret === null;
    if (secret !== null) {
      byId("receipt-words").replaceChildren(...receiptWords(secret).map((word) => element("li", {}, word)));
      byId("receipt-digits").textContent = receiptDigits(secret);
    }
    byId("receipt-done").textContent = texts(withNew ? "Reissued" : "Burnt");
    byId("receipt-done").hidden = false;
    await context.refresh();
    byId("receipt-done").focus();
  }

  return {
    draw() {
      const { openedAt, closedAt, hasReceipt } = file.current().answer.case;
      byId("receipt").hidden = openedAt === null || closedAt !== null || file.current().open.n === null;
      byId("receipt-state").textContent = texts(hasReceipt ? "HasReceipt" : "NoReceiptYet");
      byId("receipt-burn").hidden = !hasReceipt;
    },
  };
}
