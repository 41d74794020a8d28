import { beforeAll, describe, expect, it } from "vitest";
import { NotHerCase, openCase } from "../../../src/CaseManager.Browser/lib/reporting/openCase.ts";
import { readEntries } from "../../../src/CaseManager.Browser/lib/reporting/readEntries.ts";
import type { NewSealedCase } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { FrameRefusal, prepareCase, sealNewCase } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { answerOf, emptyReport, practiceOrganisation, staffMessage } from "./practiceServer.ts";

let organisation: Awaited<ReturnType<typeof practiceOrganisation>>;
let posted: NewSealedCase;
beforeAll(async () => {
  organisation = await practiceOrganisation();
  posted = await sealNewCase(organisation.prepared, emptyReport);
});

const opening = (answer = answerOf(posted), remembered: Parameters<typeof openCase>[4] = []) =>
  openCase(answer, organisation.intake, organisation.roster, organisation.prepared.receiptKeys, remembered);

describe("coming back with a receipt", () => {
  it("shows what she told and what staff wrote, and trusts nothing else", async () => {
    const message = await staffMessage(organisation.prepared, organisation.caseworker.signingSeed);

    const opened = await opening(answerOf(posted, [message]));

    expect(readEntries(opened, "report")[0]!.body).toEqual(emptyReport);
    expect(readEntries(opened, "message")[0]!.body.text).toBe("hello");
    expect(opened).toMatchObject({ refused: 0, chainsBroken: false });
  });

  it("leaves out a message that no rostered key signed", async () => {
    const message = await staffMessage(organisation.prepared, new Uint8Array(32).fill(77));

    const opened = await opening(answerOf(posted, [message]));

    expect(readEntries(opened, "message")).toEqual([]);
    expect(opened.refused).toBe(1);
  });

  it("shows no word of staff when the roster cannot be verified", async () => {
    const message = await staffMessage(organisation.prepared, organisation.caseworker.signingSeed);

    const opened = await openCase(answerOf(posted, [message]), organisation.intake, null, organisation.prepared.receiptKeys);

    expect(readEntries(opened, "message")).toEqual([]);
    expect(readEntries(opened, "report")).toHaveLength(1);
  });

  it("leaves out what the server relabels", async () => {
    const answer = answerOf(posted);
    const [card, report] = answer.objects;

    const opened = await opening({ ...answer, objects: [card!, { ...report!, kind: "message" }] });

    expect(opened.refused).toBe(1);
  });

  it("says so when an object is missing or comes in another order", async () => {
    const answer = answerOf(posted);
    const [card, report] = answer.objects;

    expect((await opening({ ...answer, objects: [report!] })).chainsBroken).toBe(true);
    expect((await opening({ ...answer, objects: [report!, card!] })).chainsBroken).toBe(true);
  });

  it("says so when something seen before is gone", async () => {
    const message = await staffMessage(organisation.prepared, organisation.caseworker.signingSeed);
    const before = await opening(answerOf(posted, [message]));

    expect((await opening(answerOf(posted), before.ends)).chainsBroken).toBe(true);
  });

  it("refuses another case in the place of hers", async () => {
    const other = await prepareCase(organisation.intake);
    const foreign = answerOf(await sealNewCase(other, emptyReport));

    await expect(opening(foreign)).rejects.toBeInstanceOf(NotHerCase);
    await expect(opening({ ...foreign, wraps: answerOf(posted).wraps })).rejects.toBeInstanceOf(FrameRefusal);
    await expect(opening({ ...answerOf(posted), wraps: [] })).rejects.toBeInstanceOf(NotHerCase);
  });
});
