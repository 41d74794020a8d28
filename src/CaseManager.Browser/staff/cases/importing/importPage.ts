import { type CheckedRow, checkFile } from "../../../lib/importing/checkFile.ts";
import { fileText, maximumFile } from "../../../lib/importing/fileText.ts";
import type { Defaults } from "../../../lib/importing/readRow.ts";
import { rowMarker } from "../../../lib/importing/rowMarks.ts";
import { emptyTemplate, exampleFile } from "../../../lib/importing/template.ts";
import { currentEpoch } from "../../../lib/roster/index.ts";
import { byId, onSubmit, showBusy, showError } from "../../page/dom.ts";
import { pause } from "../../page/pause.ts";
import { textsOf } from "../../page/texts.ts";
import { caseworkerOf } from "../../session/caseworker.ts";
import { requireUnlocked } from "../../session/session.ts";
import { problemText } from "../problems.ts";
import { drawChecked, type Standing, waiting } from "./drawChecked.ts";
import { askKnown } from "./knownRows.ts";
import { offerFile } from "./offerFile.ts";
import { runImport } from "./runImport.ts";
import { startRunning } from "./running.ts";

/** Open cases from a spreadsheet: read whole here, then sealed and sent row by row. Nothing of the file stays in this browser. */
export async function startImportPage(): Promise<void> {
  const texts = textsOf();
  try {
    offerFile(byId("template-empty"), texts("TemplateName"), emptyTemplate());
    offerFile(byId("template-example"), texts("ExampleName"), exampleFile());
    const session = await requireUnlocked();
    if (!isTeamKeyOpen()) return showError(texts("NoTeamKey"));
    const mark = rowMarker(caseworkerOf(session));
    byId("import-choose").hidden = false;
    const chooser = byId<HTMLInputElement>("import-file");
    let chosen: { readonly name: string; readonly bytes: Uint8Array } | null = null;
    let standing: (Omit<Standing, "refused"> & { readonly refused: Map<CheckedRow, string> }) | null = null;
    let asked = 0;

    // The same file may be chosen again: without this the browser says nothing of it.
    chooser.addEventListener("click", () => (chooser.value = ""));
    chooser.addEventListener("change", () => void choose());
    for (const name of ["about", "source", "language"]) byId(`default-${name}`).addEventListener("change", () => void read());
    byId("import-anyway").addEventListener("change", draw);
    byId("import-choose").addEventListener("submit", (event) => event.preventDefault());

    const running = startRunning();
    onSubmit(byId<HTMLFormElement>("import-form"), run);

    function isTeamKeyOpen(): boolean {
      return session.epochs.has(currentEpoch(session.roster)?.number ?? 0);
    }

    async function choose(): Promise<void> {
      const file = chooser.files?.[0];
      if (file === undefined) return;
      [chosen, standing] = [null, null];
      hideAll();
      try {
        // A file that is too large is not read at all.
        const bytes = file.size > maximumFile ? new Uint8Array(maximumFile + 1) : new Uint8Array(await file.arrayBuffer());
        if (chooser.files?.[0] !== file) return;
        chosen = { name: file.name, bytes };
      } catch {
        return showError(texts("File.unreadable"));
      }
      await read();
    }

    async function read(): Promise<void> {
      if (chosen === null) return;
      const mine = ++asked;
      const { name, bytes } = chosen;
      showError("");
      hideAll();
      try {
        await showBusy("import-reading");
        const text = fileText(bytes);
        const file = typeof text === "string" ? await checkFile(text, defaults(), pause) : { code: text.code, values: [text.line] };
        const isFault = "code" in file;
        const ready = isFault ? [] : await askKnown(file.rows.filter(({ report }) => report !== null), mark);
        if (mine !== asked) return;
        if (isFault) return showError(texts(`File.${file.code}`, ...file.values));
        standing = { name, file, ready, refused: new Map() };
        byId<HTMLInputElement>("import-anyway").checked = false;
        byId<HTMLDetailsElement>("import-format").open = false;
        draw();
        byId("import-checked").hidden = false;
        byId("import-checked").focus();
      } catch (problem) {
        if (mine === asked) showError(problemText(problem));
      } finally {
        if (mine === asked) byId("import-reading").hidden = true;
      }
    }

    async function run(): Promise<void> {
      const now = standing;
      if (now === null) return;
      const rows = waiting(now, isAnyway());
      showError("");
      hideAll();
      byId("import-choose").hidden = true;
      const { end, opened, there, refused } = await runImport(rows, session, running);
      for (const [{ row }, code] of refused) now.refused.set(row, code);
      draw();
      byId("import-choose").hidden = false;
      byId("import-checked").hidden = false;
      if (end.how === "done") {
        byId("import-done-count").textContent = texts("DoneCount", opened, there, refused.size);
        byId("import-done").hidden = false;
        byId("import-done").focus();
      } else {
        const left = rows.length - opened - there - refused.size;
        showError(end.how === "stopped" ? texts("Stopped", opened, left) : texts("Broken", problemText(end.problem), opened, left));
      }
    }

    function draw(): void {
      if (standing !== null) drawChecked(standing, isAnyway());
    }
  } catch (problem) {
    showError(problemText(problem));
  }
}

function defaults(): Defaults {
  const value = <T extends string>(id: string): T => byId<HTMLSelectElement>(`default-${id}`).value as T;
  return { about: value("about"), source: value("source"), language: value("language"), zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}

const isAnyway = (): boolean => byId<HTMLInputElement>("import-anyway").checked;

function hideAll(): void {
  for (const id of ["import-checked", "import-done"]) byId(id).hidden = true;
}
