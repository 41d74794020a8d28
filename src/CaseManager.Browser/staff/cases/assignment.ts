import { dayText } from "../../lib/casework/days.ts";
import { makeNotesKey } from "../../lib/casework/notesKey.ts";
import { ApiProblem, call } from "../page/api.ts";
import { byId, element } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import { pause } from "../page/pause.ts";
import type { CaseContext } from "./context.ts";
import { attempt } from "./context.ts";

/** Who works on the case, and the buttons to take it up, over, or out of the held ones. */
export function startAssignment(context: CaseContext): { draw(): void } {
  const { file, texts } = context;
  const address = `/api/staff/cases/${file.caseId}`;
  const claim = byId<HTMLButtonElement>("claim");
  const release = byId<HTMLButtonElement>("release-hold");

  claim.addEventListener("click", () => once(claim, async () => {
    const { assignee } = file.current().answer.case;
    await call("POST", `${address}/claim`, { takeOverFrom: assignee?.id ?? null });
    await file.reload();
    await giveNotesKey(context);
    await context.refresh();
  }));
  release.addEventListener("click", () => once(release, async () => {
    await call("POST", `${address}/release-hold`);
    await context.refresh();
  }));

  function once(button: HTMLButtonElement, work: () => Promise<void>): void {
    if (button.disabled) return;
    button.disabled = true;
    void attempt(work).then(async (worked) => {
      button.disabled = false;
      // A colleague was faster: show whose it is.
      if (!worked) await attemptQuietly(context.refresh);
    });
  }

  return {
    draw() {
      const row = file.current().answer.case;
      const mine = row.assignee?.id === file.me.staffId;
      const state = row.closedAt !== null
        ? [texts("ClosedAt"), " ", moment(row.closedAt)]
        : [row.assignee === null ? texts("Unassigned") : mine ? texts("Mine") : texts("AssignedTo", row.assignee.alias)];
      const away = row.closedAt === null ? (row.assignee?.away ?? null) : null;
      byId("assignment").replaceChildren(
        element("span", {}, ...state),
        ...(away === null ? [] : [" ", element("span", { class: "cm-assignment__away", dir: "auto" }, away.cover === null ? texts("AwayUncovered", dayText(away.backOn)) : texts("AwayCovered", dayText(away.backOn), away.cover))]),
      );
      claim.hidden = mine || row.closedAt !== null;
      claim.textContent = row.assignee === null ? texts("TakeUp") : texts("TakeOver", row.assignee.alias);
      release.hidden = !row.held;
      byId("held").hidden = !row.held;
    },
  };
}

/** The first caseworker's browser makes the key for notes; a colleague who was faster made it already. */
export async function giveNotesKey({ file }: CaseContext): Promise<void> {
  const { open } = file.current();
  if (open.n !== null || open.notesClosed) return;
  try {
    await call("POST", `/api/staff/cases/${file.caseId}/notes-key`, await makeNotesKey(open, file.me, pause));
  } catch (problem) {
    if (!(problem instanceof ApiProblem && (problem.code === "notes-key-exists" || problem.code === "behind"))) throw problem;
  }
  await file.reload();
}

async function attemptQuietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // The message about what failed first stays.
  }
}
