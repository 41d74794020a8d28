import { element } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import type { TakedownRequest } from "./takedowns.ts";

/** What the program saw of a link and when it looks again, or that somebody has to. */
export function looksOf({ looks, state }: TakedownRequest, { texts, codes }: CaseContext): (string | HTMLElement)[][] {
  const isFollowed = state === "active" || state === "watching";
  return [
    ...(looks.verdict === null || looks.at === null ? [] : [[codes(`verdict.${looks.verdict}`), ", ", moment(looks.at), ...(looks.rule === null ? [] : [". ", texts("ByRule", looks.rule)])]]),
    ...(looks.misses > 1 ? [[texts("MissedOften", String(looks.misses))]] : []),
    ...(looks.answersAgain ? [[element("strong", {}, texts("AnswersAgain"))]] : []),
    ...(looks.changedHands ? [[element("strong", {}, texts("ChangedHands"))]] : []),
    ...(isFollowed && looks.nextAt !== null ? [[texts("NextLook"), " ", moment(looks.nextAt)]] : []),
    ...(isFollowed && looks.needsEyes ? [[texts("NeedsEyes")]] : []),
  ];
}
