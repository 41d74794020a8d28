import { HeadRefusal } from "../../lib/audit/dailyHead.ts";
import { keyProblemText } from "../keys/keyProblems.ts";
import { byId, onSubmit, showBusy, showError } from "../page/dom.ts";
import type { Texts } from "../page/texts.ts";
import { textsOf } from "../page/texts.ts";
import { whoAmI } from "../session/me.ts";
import type { Session } from "../session/session.ts";
import { currentSession } from "../session/session.ts";
import type { Countersigned } from "./countersign.ts";
import { countersign } from "./countersign.ts";

const organisation = "0".repeat(32);

/** The audit: who has keys of her own compares the newest daily head and countersigns it. */
export async function startAuditPage(): Promise<void> {
  const texts = textsOf();
  try {
    await show(texts);
  } catch (problem) {
    showError(keyProblemText(problem, texts));
  }
}

async function show(texts: Texts): Promise<void> {
  if (document.getElementById("heads-list") === null) return;
  const session = await currentSession();
  if (session === null) {
    byId((await whoAmI()).keys === "admitted" ? "heads-locked" : "heads-not-admitted").hidden = false;
    return;
  }
  const form = byId<HTMLFormElement>("heads-form");
  form.hidden = false;
  onSubmit(form, () => sign(session, texts));
}

async function sign(session: Session, texts: Texts): Promise<void> {
  showError("");
  const told = byId("heads-told");
  told.hidden = true;
  await showBusy("heads-busy");
  try {
    told.textContent = toldText(await countersign(session), texts);
    told.hidden = false;
    told.focus();
  } catch (problem) {
    showError(problem instanceof HeadRefusal ? refusalText(problem, texts) : keyProblemText(problem, texts));
  } finally {
    byId("heads-busy").hidden = true;
  }
}

function toldText({ day, chains, since }: Countersigned, texts: Texts): string {
  if (since === null) return texts("First", day, chains);
  return since === day ? texts("Again", day, chains) : texts("Signed", day, chains, since);
}

/** What is wrong, in words an auditor can read out to somebody on the phone. */
export function refusalText({ code, day, fault }: HeadRefusal, texts: Texts): string {
  if (fault === null) return texts(`Refused.${code}`, day);
  return texts(`Refused.${code}`, chainText(fault.before.chain, texts), fault.before.sequence, fault.now?.sequence ?? 0);
}

/** A chain as people say it. */
function chainText(chain: string, texts: Texts): string {
  if (chain === organisation) return texts("Organisation");
  const start = chain.slice(0, 8).toUpperCase();
  return texts("Case", `${start.slice(0, 4)}-${start.slice(4)}`);
}
