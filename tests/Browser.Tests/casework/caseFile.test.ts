import { describe, expect, it } from "vitest";
import { entriesOf } from "../../../src/CaseManager.Browser/lib/casework/entry.ts";
import { nextObject, sealNext } from "../../../src/CaseManager.Browser/lib/casework/sealNext.ts";
import type { StoredObject } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { ApiProblem } from "../../../src/CaseManager.Browser/staff/page/api.ts";
import { openCaseFile } from "../../../src/CaseManager.Browser/staff/cases/caseFile.ts";
import { at, practiceTakenUp, practiceTeam } from "./practice.ts";

const team = await practiceTeam();
const me = team.caseworker;
const message = (text: string) => [nextObject("message", { v: 1, text, at })];

/** A case on a page, and a server that refuses what does not follow, as the real one does. */
async function onPage() {
  const { server, opened } = await practiceTakenUp(team);
  const ends = () => server.answer().objects.filter(({ author, keyPair }) => author === `staff:${me.staffId}` && keyPair === "C").length;
  const post = async (sealed: readonly StoredObject[]): Promise<void> => {
    if (sealed[0]!.sequence !== ends() + 1) throw new ApiProblem(409, "behind");
    server.take(sealed);
  };
  const file = await openCaseFile(server.caseId, me, { load: async () => structuredClone(server.answer()), renewKeys: async () => true });
  const texts = async () => entriesOf((await file.reload()).open.entries, "message").map(({ body }) => body.text);
  return { server, opened, post, file, texts };
}

describe("writing to a case", () => {
  it("seals again when another window of the same person was faster", async () => {
    const { server, opened, post, file, texts } = await onPage();
    server.take(await sealNext(opened, me, message("from another window")));

    await file.write("m", message("from this one"), post);

    expect(await texts()).toEqual(["from another window", "from this one"]);
  });

  it("puts two writes at once one after the other", async () => {
    const { post, file, texts } = await onPage();

    await Promise.all([file.write("1", message("one"), post), file.write("2", message("two"), post)]);

    expect(await texts()).toEqual(["one", "two"]);
  });

  it("does not write a text twice when only the answer was lost", async () => {
    const { post, file, texts } = await onPage();
    const lost = async (sealed: readonly StoredObject[]): Promise<void> => {
      await post(sealed);
      throw new ApiProblem(0, "no-answer");
    };

    await expect(file.write("m", message("once"), lost)).rejects.toMatchObject({ status: 0 });
    await file.write("m", message("once"), post);

    expect(await texts()).toEqual(["once"]);
  });

  it("writes it when nothing had arrived", async () => {
    const { post, file, texts } = await onPage();
    const away = () => Promise.reject(new ApiProblem(0, "no-answer"));

    await expect(file.write("m", message("once"), away)).rejects.toMatchObject({ status: 0 });
    await file.write("m", message("once"), post);

    expect(await texts()).toEqual(["once"]);
  });

  it("goes on after a refusal", async () => {
    const { post, file, texts } = await onPage();

    await expect(file.write("1", message("no"), () => Promise.reject(new ApiProblem(400, "objects")))).rejects.toMatchObject({ code: "objects" });
    await file.write("2", message("yes"), post);

    expect(await texts()).toEqual(["yes"]);
  });
});
