import { isSomethingTyped } from "./answers.ts";
import { isMessageTyped } from "./caseView.ts";
import { isUnfinished } from "./phase.ts";

/** Asks before a reload or a closed tab loses what was typed; never in the way of leaving fast. */
export function startLeaving(): void {
  const ask = (event: BeforeUnloadEvent): void => {
    if ((isUnfinished() && isSomethingTyped()) || isMessageTyped()) event.preventDefault();
  };
  addEventListener("beforeunload", ask);
  document.addEventListener("leaving", () => removeEventListener("beforeunload", ask));
}
