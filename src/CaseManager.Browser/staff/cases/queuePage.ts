import { readCards } from "../../lib/casework/caseAnswer.ts";
import { openCard } from "../../lib/casework/openCard.ts";
import type { OpenCard } from "../../lib/casework/openCard.ts";
import type { TriageOrder, TriageRow } from "../../lib/casework/triage.ts";
import { fits, sorted } from "../../lib/casework/triage.ts";
import { DamagedFile, FrameRefusal } from "../../lib/sealing/index.ts";
import { call } from "../page/api.ts";
import { byId, showError } from "../page/dom.ts";
import { pause } from "../page/pause.ts";
import { textsOf } from "../page/texts.ts";
import { startTurning } from "../people/turningPanel.ts";
import { caseworkerOf } from "../session/caseworker.ts";
import type { Session } from "../session/session.ts";
import { currentSession } from "../session/session.ts";
import { startBulk } from "./bulk.ts";
import { problemText } from "./problems.ts";
import { fillRow } from "./queueRow.ts";

const batch = 100;

/** The queue: rows stand at once; their cards are opened here, one after the other, while the page stays usable. */
export async function startQueuePage(): Promise<void> {
  const rows = [...document.querySelectorAll<HTMLTableRowElement>("tr[data-case]")];
  try {
    const session = await currentSession();
    if (rows.length > 0) byId("queue-locked").hidden = session !== null;
    if (session === null) return;
    if (rows.length > 0) {
      await startBulk(rows, caseworkerOf(session));
      await openCards(rows, session);
    }
    await startTurning(session);
  } catch (problem) {
    showError(problemText(problem));
  }
}

async function openCards(rows: readonly HTMLTableRowElement[], session: Session): Promise<void> {
  const texts = textsOf();
  const items = rows.map((row, place): QueueItem => ({ row, place, shown: row.textContent ?? "", card: null }));
  const arrange = startTools(items);
  const me = caseworkerOf(session);
  let done = 0;
  let closed = 0;
  for (let start = 0; start < items.length; start += batch) {
    const part = items.slice(start, start + batch);
    const cards = readCards(await call("POST", "/api/staff/cards", { caseIds: part.map(({ row }) => row.dataset["case"]!) }));
    for (const item of part) {
      await pause();
      const answer = cards.find(({ caseId }) => caseId === item.row.dataset["case"]);
      const opened = answer === undefined ? null : await openOrRefuse(() => openCard(answer, me));
      if (opened === null) closed++;
      item.card = opened === null || opened === "refused" ? null : opened.card;
      fillRow(item.row, opened, answer !== undefined && answer.card === null);
      byId("queue-progress").textContent = texts("Opening", ++done, items.length);
      if (isAsked()) arrange();
    }
  }
  byId("queue-progress").textContent = closed === 0 ? texts("AllOpen", done) : texts("SomeClosed", done - closed, closed);
  arrange();
}

interface QueueItem extends TriageRow {
  readonly row: HTMLTableRowElement;
  card: TriageRow["card"];
}

async function openOrRefuse(work: () => Promise<OpenCard | null>): Promise<OpenCard | "refused" | null> {
  try {
    return await work();
  } catch (problem) {
    if (problem instanceof FrameRefusal || problem instanceof DamagedFile) return "refused";
    throw problem;
  }
}

/** Search, filters and order: all of it in this browser, since the server knows no card. */
function startTools(items: readonly QueueItem[]): () => void {
  const body = items[0]!.row.parentElement!;
  const arrange = (): void => {
    const filter = { words: words().value, inDanger: inDanger().checked, underAge: underAge().checked };
    const byPlace = new Map(items.map((item) => [item.place, item]));
    let shown = 0;
    const arranged = sorted(items, order().value as TriageOrder).map(({ place }) => byPlace.get(place)!);
    for (const item of arranged) {
      item.row.hidden = !fits(item, filter);
      if (!item.row.hidden) shown++;
    }
    body.append(...arranged.map(({ row }) => row));
    byId("queue-nothing").hidden = shown > 0;
  };
  byId("queue-tools").hidden = false;
  byId("queue-tools").addEventListener("submit", (event) => event.preventDefault());
  byId("queue-tools").addEventListener("input", arrange);
  return arrange;
}

const words = () => byId<HTMLInputElement>("queue-words");
const inDanger = () => byId<HTMLInputElement>("queue-danger");
const underAge = () => byId<HTMLInputElement>("queue-minor");
const order = () => byId<HTMLSelectElement>("queue-order");

/** Whether something is asked of the cards, so that a row's place can change when its card opens. */
const isAsked = (): boolean => words().value !== "" || inDanger().checked || underAge().checked;
