import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openCase } from "../../../src/CaseManager.Browser/lib/reporting/openCase.ts";
import { readEntries } from "../../../src/CaseManager.Browser/lib/reporting/readEntries.ts";
import { CaseBroken, writeToCase } from "../../../src/CaseManager.Browser/lib/reporting/writeToCase.ts";
import type { NewSealedCase, StoredObject } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { prepareCase, sealDraft, sealNewCase } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { at } from "../roster/practice.ts";
import { answerOf, emptyReport, hashOf, lost, practiceOrganisation, refusal, script, withoutWaits } from "./practiceServer.ts";

let organisation: Awaited<ReturnType<typeof practiceOrganisation>>;
let posted: NewSealedCase;
beforeAll(async () => {
  organisation = await practiceOrganisation();
  posted = await sealNewCase(organisation.prepared, emptyReport);
});
beforeEach(withoutWaits);
afterEach(() => void vi.unstubAllGlobals());

const door = { method: "POST", path: "/api/case/objects" } as const;
const words = { v: 1, text: "and one more thing", at } as const;
const reopen = (more: readonly StoredObject[] = []) =>
  openCase(answerOf(posted, more), organisation.intake, organisation.roster, organisation.prepared.receiptKeys);
const sentIn = (body: string): StoredObject => JSON.parse(body).objects[0];

describe("writing to her case", () => {
  it("puts the object behind her last one", async () => {
    const requests = script([201, { stored: 1 }]);

    await writeToCase(await reopen(), "message", words, door, () => reopen());

    expect(sentIn(requests[0]!.body)).toMatchObject({ kind: "message", author: "survivor", sequence: 3, previous: hashOf(posted.objects[1]!) });
    expect(readEntries(await reopen([sentIn(requests[0]!.body)]), "message")[0]!.body).toEqual(words);
  });

  it("seals nothing behind a gap", async () => {
    const requests = script([201, { stored: 1 }]);
    const answer = answerOf(posted, []);
    const broken = await openCase({ ...answer, objects: answer.objects.slice(1) }, organisation.intake, organisation.roster, organisation.prepared.receiptKeys);

    await expect(writeToCase(broken, "message", words, door, async () => broken)).rejects.toThrow(CaseBroken);

    expect(requests).toHaveLength(0);
  });

  it("sends the same bytes again when the connection drops", async () => {
    const requests = script(lost, [201, { stored: 0 }]);

    await writeToCase(await reopen(), "message", words, door, () => reopen());

    expect(requests[1]!.body).toBe(requests[0]!.body);
  });

  it("seals again behind what she wrote from another place", async () => {
    const requests = script([201, {}], refusal(409, "behind"), [201, {}]);
    await writeToCase(await reopen(), "message", { ...words, text: "elsewhere" }, door, () => reopen());
    const elsewhere = sentIn(requests[0]!.body);

    await writeToCase(await reopen(), "message", words, door, () => reopen([elsewhere]));

    expect(sentIn(requests[2]!.body)).toMatchObject({ sequence: 4, previous: hashOf(elsewhere) });
  });

  it("does not double a message whose answer was lost", async () => {
    const requests = script([201, {}], refusal(409, "behind"));
    await writeToCase(await reopen(), "message", words, door, () => reopen());
    const arrived = sentIn(requests[0]!.body);

    await writeToCase(await reopen(), "message", words, door, () => reopen([arrived]));

    expect(requests).toHaveLength(2);
  });
});

describe("a kept draft", () => {
  it("is for her alone unless she ticks that staff may read it", async () => {
    const prepared = await prepareCase(organisation.intake);

    const alone = await sealDraft(prepared, { v: 1, story: "so far", at }, "en", false);
    const shared = await sealDraft(prepared, { v: 1, story: "so far", at }, "en", true, alone.end);

    expect(alone.posted.wraps.map((wrap) => wrap.recipient)).toEqual(["receipt"]);
    expect(shared.posted.wraps.map((wrap) => wrap.recipient)).toEqual(["epoch:1", "recovery", "receipt"]);
    expect(shared.posted.objects[0]).toMatchObject({ kind: "draft", sequence: 2, previous: hashOf(alone.posted.objects[0]!) });
  });

  it("is gone on with under the same receipt and case", async () => {
    const first = await prepareCase(organisation.intake);
    const { posted: draft, end } = await sealDraft(first, { v: 1, story: "so far", at }, "en", false);
    const opened = await openCase(answerOf(draft), organisation.intake, organisation.roster, first.receiptKeys);

    const again = await prepareCase(organisation.intake, undefined, { receipt: first.receipt, receiptKeys: first.receiptKeys, key: opened.keys[0]! });
    const report = await sealNewCase(again, emptyReport, end);

    expect(readEntries(opened, "draft")[0]!.body).toEqual({ v: 1, story: "so far", at });
    expect(report.case).toEqual(draft.case);
    expect(report.receipt).toEqual(draft.receipt);
    expect(report.objects.map((object) => object.sequence)).toEqual([2, 3]);
  });
});
