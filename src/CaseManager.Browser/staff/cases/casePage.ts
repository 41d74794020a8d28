import { readCase } from "../../lib/casework/caseAnswer.ts";
import { ApiProblem, call } from "../page/api.ts";
import { byId, showError } from "../page/dom.ts";
import { caseworkerOf } from "../session/caseworker.ts";
import { requireUnlocked } from "../session/session.ts";
import { giveNotesKey, startAssignment } from "./assignment.ts";
import { startAuthority } from "./authority.ts";
import { openCaseFile } from "./caseFile.ts";
import { renewKeys } from "./caseKeys.ts";
import { startClosing } from "./closing.ts";
import { startColleagues } from "./colleagues.ts";
import { drawConsents, startConsents } from "./consents.ts";
import { drawContact } from "./contact.ts";
import { contextOf } from "./context.ts";
import { startCounting } from "./counting.ts";
import { fetchDirectory } from "./directory.ts";
import { startDocuments } from "./documents/documents.ts";
import { startDrafts } from "./drafts.ts";
import { startHandoverNotes } from "./handoverNotes.ts";
import { drawMessages, startMessages } from "./messages.ts";
import { drawNotes, startNotes } from "./notes.ts";
import { problemText } from "./problems.ts";
import { startProofPack } from "./proof/proofPack.ts";
import { startReceipt } from "./receipt.ts";
import { drawRefused } from "./refused.ts";
import { startRelated } from "./related.ts";
import { drawRelease, startRelease } from "./releaseForm.ts";
import { startReminders } from "./reminders.ts";
import { drawReport } from "./report.ts";
import { drawStory } from "./story.ts";
import { startSavedReplies } from "./savedReplies.ts";
import { drawSteps } from "./stepList.ts";
import { drawTakedowns } from "./takedownList.ts";
import type { CaseTakedowns } from "./takedowns.ts";
import { fetchTakedowns } from "./takedowns.ts";

/** One case: opened here, and nowhere else. */
export async function startCasePage(): Promise<void> {
  const caseId = byId("case").dataset["case"]!;
  try {
    const me = caseworkerOf(await requireUnlocked());
    const file = await openCaseFile(caseId, me, {
      load: async () => readCase(await call("GET", `/api/staff/cases/${caseId}`)),
      renewKeys: (rekey) => renewKeys(caseId, me, rekey),
    });
    let takedowns: CaseTakedowns = await fetchTakedowns(caseId);
    const context = contextOf(file, await fetchDirectory(), () => takedowns, async () => {
      await file.reload();
      takedowns = await fetchTakedowns(caseId);
      draw();
    });
    let drawRelated = (): void => {};
    const draw = (): void => {
      for (const part of [drawRefused, drawContact, drawReport, drawStory, drawRelease, drawTakedowns, drawSteps, drawMessages, drawNotes, drawConsents]) {
        part(context);
      }
      assignment.draw();
      colleagues.draw();
      receipt.draw();
      authority.draw();
      documents.draw();
      handover.draw();
      reminders.draw();
      drawRelated();
      counting.draw();
      closing.draw();
      proof.draw();
    };
    const assignment = startAssignment(context);
    const colleagues = startColleagues(context);
    const receipt = startReceipt(context);
    const authority = startAuthority(context);
    const documents = startDocuments(context);
    const counting = startCounting(context);
    const closing = startClosing(context);
    const proof = startProofPack(context);
    const handover = startHandoverNotes(context);
    const reminders = startReminders(context);
    startSavedReplies(context);
    startRelease(context);
    startMessages(context);
    startNotes(context);
    startConsents(context);
    const { assignee, closedAt } = file.current().answer.case;
    // A case taken by phone, or one whose first caseworker was cut off in between, has no key for notes yet.
    if (assignee?.id === me.staffId && closedAt === null) await giveNotesKey(context);
    const related = startRelated(context);
    drawRelated = related.draw;
    draw();
    startDrafts(context);
    byId("case-body").hidden = false;
    if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 401) return;
    showError(problemText(problem));
  } finally {
    byId("opening").hidden = true;
  }
}
