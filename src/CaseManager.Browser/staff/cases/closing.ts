import { nextObject } from "../../lib/casework/sealNext.ts";
import { eraseSecrets } from "../../lib/links/index.ts";
import { call } from "../page/api.ts";
import { byId, onSubmit } from "../page/dom.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";
import { isUnsent } from "./takedowns.ts";

/** Ends the work with an outcome that only staff can read, or takes it up again. */
export function startClosing(context: CaseContext): { draw(): void } {
  const { file, texts } = context;
  const address = `/api/staff/cases/${file.caseId}`;
  const outcome = byId<HTMLSelectElement>("close-outcome");
  const field = byId<HTMLTextAreaElement>("close-text");

  onSubmit(byId<HTMLFormElement>("close-form"), async () => {
    if (outcome.value === "") return outcome.focus();
    const text = eraseSecrets(field.value.trim());
    const body = { v: 1, outcome: outcome.value, text, at: new Date().toISOString() } as const;
    await attempt(async () => {
      await file.write(`outcome ${body.outcome} ${text}`, [nextObject("outcome", body)], (objects) => call("POST", `${address}/close`, { objects }));
      field.value = "";
      await context.refresh();
    });
  });
  onSubmit(byId<HTMLFormElement>("reopen-form"), async () => {
    await attempt(async () => {
      await call("POST", `${address}/reopen`);
      await context.refresh();
    });
  });

  return {
    draw() {
      const { answer, open } = file.current();
      const { openedAt, closedAt } = answer.case;
      byId("close-form").hidden = openedAt === null || closedAt !== null || open.n === null;
      byId("reopen-form").hidden = closedAt === null;
      const waiting = context.takedowns().notices.filter(isUnsent).length;
      byId("close-waiting").hidden = waiting === 0;
      byId("close-waiting").textContent = texts("CloseWaiting", waiting);
    },
  };
}
