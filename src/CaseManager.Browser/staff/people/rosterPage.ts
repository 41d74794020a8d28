import type { RosterEvent } from "../../lib/roster/history.ts";
import { historyOf } from "../../lib/roster/history.ts";
import type { Roster } from "../../lib/roster/index.ts";
import { fingerprint } from "../../lib/sealing/fingerprint.ts";
import { keyProblemText } from "../keys/keyProblems.ts";
import { byId, element, showError } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { Texts } from "../page/texts.ts";
import { textsOf } from "../page/texts.ts";
import { whoAmI } from "../session/me.ts";
import { trustedLog } from "../session/trustedRoster.ts";

/** Who came, who left, which keys were turned: verified here, from the root this browser saw first. */
export async function startRosterPage(): Promise<void> {
  try {
    const trusted = await trustedLog(await whoAmI());
    byId("roster-none").hidden = trusted !== null;
    if (trusted === null) return;
    const { roster, log } = trusted;
    const texts = textsOf();
    byId("roster-head").textContent = fingerprint([roster.head.hash]).join(" ");
    byId("roster-entries").replaceChildren(...historyOf(log, roster).reverse().map((event) => entryOf(event, roster, texts)));
    byId("roster").hidden = false;
  } catch (problem) {
    showError(keyProblemText(problem, textsOf("key-problems")));
  }
}

function entryOf({ at, by, what }: RosterEvent, roster: Roster, texts: Texts): HTMLElement {
  const member = "user" in what ? roster.members.get(what.user) : undefined;
  const said = texts(what.kind, "alias" in what ? what.alias : "number" in what ? what.number : "");
  return element(
    "li",
    {},
    element("strong", {}, said),
    element("span", { class: "cm-history__by" }, moment(at), ` · ${by === null ? texts("ByRoot") : texts("By", by)}`),
    ...(what.kind === "admitted" || what.kind === "officer"
      ? [element("span", { class: "cm-history__words" }, texts("Words", fingerprint([member!.signingKey, member!.publicKey]).join(" ")))]
      : []),
  );
}
