import type { CaseAnswer } from "../../lib/casework/caseAnswer.ts";
import type { Caseworker } from "../../lib/casework/caseworker.ts";
import type { OpenCase } from "../../lib/casework/openCase.ts";
import { openCase } from "../../lib/casework/openCase.ts";
import type { NextObject } from "../../lib/casework/sealNext.ts";
import { isStanding, sealNext } from "../../lib/casework/sealNext.ts";
import type { StoredObject } from "../../lib/sealing/index.ts";
import { ApiProblem } from "../page/api.ts";
import { pause } from "../page/pause.ts";

/** A case on this page: what the server says of it, and what of that was verified. */
export interface LoadedCase {
  readonly answer: CaseAnswer;
  readonly open: OpenCase;
}

/** One open case and the only way this page writes to it. */
export interface CaseFile {
  readonly caseId: string;
  readonly me: Caseworker;
  current(): LoadedCase;
  /** Fetches the case again and opens what is new. */
  reload(): Promise<LoadedCase>;
  /**
   * Seals objects behind what is there and posts them; seals again when somebody else was faster.
   * @param name the same for the same text: what reached the server before an answer was lost is not written twice.
   */
  write(name: string, objects: readonly NextObject[], post: (sealed: readonly StoredObject[]) => Promise<unknown>): Promise<void>;
}

const attempts = 4;

/** Where a case and its keys come from and go to. */
export interface CaseServer {
  load(): Promise<CaseAnswer>;
  /**
   * Makes the wraps that are missing, and new keys where they are due.
   * @returns `false` where this person cannot open all the old ones.
   */
  renewKeys(rekey: boolean): Promise<boolean>;
}

/** Opens a case; one whose keys somebody knows who left gets new ones first, so that nothing is written to the old. */
export async function openCaseFile(caseId: string, me: Caseworker, server: CaseServer): Promise<CaseFile> {
  const readOnce = async (before: OpenCase | null): Promise<LoadedCase> => {
    const answer = await server.load();
    return { answer, open: await openCase(answer, caseId, me, before, pause) };
  };
  const read = async (before: OpenCase | null): Promise<LoadedCase> => {
    const found = await readOnce(before);
    const rekey = isRekeyDue(found, me);
    if (!rekey && found.answer.case.whole) return found;
    return (await server.renewKeys(rekey)) ? readOnce(found.open) : found;
  };
  let loaded = await read(null);
  let doubtful: { readonly name: string; readonly objectId: string } | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const reload = async (): Promise<LoadedCase> => (loaded = await read(loaded.open));
  const isStored = (objectId: string): boolean => loaded.answer.objects.some((object) => object.objectId === objectId);

  async function writeNow(name: string, objects: readonly NextObject[], post: (sealed: readonly StoredObject[]) => Promise<unknown>) {
    if (doubtful !== null) {
      await reload();
      const arrived = doubtful.name === name && isStored(doubtful.objectId);
      doubtful = null;
      if (arrived) return;
    }
    for (let attempt = 1; ; attempt++) {
      const sealed = await sealNext(loaded.open, me, objects);
      try {
        await post(sealed);
        break;
      } catch (problem) {
        if (!(problem instanceof ApiProblem)) throw problem;
        if (problem.status === 0) doubtful = { name, objectId: sealed[0]!.objectId };
        if (!(problem.code === "behind" || problem.code === "stale-key") || attempt === attempts) throw problem;
        await reload();
      }
    }
    await reload();
  }

  return {
    caseId,
    me,
    current: () => loaded,
    reload,
    write(name, objects, post) {
      // One after the other: two writes of one page would take the same place in the chain.
      const written = last.then(() => writeNow(name, objects, post));
      last = written.catch(() => undefined);
      return written;
    },
  };
}

const isRekeyDue = ({ answer, open }: LoadedCase, me: Caseworker): boolean =>
  answer.case.rekey || !isStanding(open.c, me) || (open.n !== null && !isStanding(open.n, me));
