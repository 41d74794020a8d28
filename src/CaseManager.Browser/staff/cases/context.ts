import type { Author } from "../../lib/sealing/index.ts";
import { staffIdOf } from "../../lib/sealing/index.ts";
import { showError } from "../page/dom.ts";
import type { Texts } from "../page/texts.ts";
import { textsOf } from "../page/texts.ts";
import type { CaseFile } from "./caseFile.ts";
import { problemText } from "./problems.ts";
import type { CaseDirectory } from "./directory.ts";
import type { CaseTakedowns } from "./takedowns.ts";

/** What the parts of a case's page share. */
export interface CaseContext {
  readonly file: CaseFile;
  readonly texts: Texts;
  /** Words for codes. */
  readonly codes: Texts;
  readonly directory: CaseDirectory;
  /** The name of a platform. */
  readonly platforms: (id: string) => string;
  readonly takedowns: () => CaseTakedowns;
  readonly nameOf: (author: Author) => string;
  /** Asks the server again and draws everything anew. */
  readonly refresh: () => Promise<void>;
}

/** The context of an open case. */
export function contextOf(file: CaseFile, directory: CaseDirectory, takedowns: () => CaseTakedowns, refresh: () => Promise<void>): CaseContext {
  const texts = textsOf();
  const { roster } = file.me;
  const nameOf = (author: Author): string => {
    if (author === "survivor") return texts("Her");
    if (author === "server") return texts("System");
    return roster.members.get(staffIdOf(author)!)?.alias ?? texts("Unknown");
  };
  return { file, texts, codes: textsOf("codes"), directory, platforms: directory.nameOf, takedowns, nameOf, refresh };
}

/** Runs what a person asked for; a failure is said, and what was typed stays. Returns whether it worked. */
export async function attempt(work: () => Promise<void>): Promise<boolean> {
  showError("");
  try {
    await work();
    return true;
  } catch (problem) {
    showError(problemText(problem));
    return false;
  }
}
