import { signingKeyIn } from "../../lib/roster/index.ts";
import { object, text } from "../../lib/sealing/shape.ts";
import { keyProblemText } from "../keys/keyProblems.ts";
import type { Touch } from "../keys/touch.ts";
import { hasPasskeys, touchToSignIn } from "../keys/touch.ts";
import { unlockWithPasskey } from "../keys/unlock.ts";
import { ApiProblem, call, useToken } from "../page/api.ts";
import { byId, showError } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";
import { whoAmI } from "./me.ts";
import { wanted } from "./session.ts";
import { trustedRoster } from "./trustedRoster.ts";
import { keepUnlocked } from "./unlocked.ts";

const answerShape = object({ token: text(2000) });

/** The sign-in page: one touch signs in and, where the passkey can do that, opens the keys as well. */
export async function startSignInPage(): Promise<void> {
  const block = document.getElementById("passkey-sign-in");
  if (block === null || !hasPasskeys()) return;
  const button = byId<HTMLButtonElement>("passkey-button");
  block.hidden = false;
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    void signIn().finally(() => button.removeAttribute("aria-disabled"));
  });
}

async function signIn(): Promise<void> {
  showError("");
  try {
    const touch = await touchToSignIn(await call("POST", "/api/staff/sign-in/challenge"));
    const answer = await call("POST", "/api/staff/sign-in", { credential: touch.posted });
    if (!answerShape(answer)) throw new Error("the server's answer is none");
    useToken(answer.token);
    location.assign((await open(touch)) ? wanted("/") : `/keys?next=${encodeURIComponent(wanted("/"))}`);
  } catch (problem) {
    // Somebody signed in or out in another tab: this page's token is worth nothing any more.
    if (problem instanceof ApiProblem && problem.code === "antiforgery") return location.reload();
    showError(keyProblemText(problem, textsOf()));
  }
}

/**
 * Opens the keys with the touch that signed in.
 * @returns `false` where the page of keys has to say why they stay locked; a passkey that opens nothing is no reason.
 */
async function open({ credential, prf }: Touch): Promise<boolean> {
  if (prf === null) return true;
  try {
    const me = await whoAmI();
    if (me.keys !== "admitted") return true;
    const roster = await trustedRoster(me);
    const seed = await unlockWithPasskey(me.id, credential, prf, roster === null ? null : signingKeyIn(roster)(me.id));
    if (seed !== null) await keepUnlocked(me.id, seed);
    return true;
  } catch {
    return false;
  } finally {
    prf.fill(0);
  }
}
