import { describe, expect, it } from "vitest";
import { sealAssistedCase } from "../../../src/CaseManager.Browser/lib/casework/assistedCase.ts";
import { entriesOf } from "../../../src/CaseManager.Browser/lib/casework/entry.ts";
import { openCard } from "../../../src/CaseManager.Browser/lib/casework/openCard.ts";
import { openCase } from "../../../src/CaseManager.Browser/lib/casework/openCase.ts";
import { deriveReceiptKeys, equal, identityOf, keyPairOf, open } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { fromBase64url } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { newServer, practiceTeam, report } from "./practice.ts";

const team = await practiceTeam();
const assisted = { ...report, takenBy: "Person 3", source: "phone" } as const;

describe("a case taken by phone", () => {
  it("is read by a colleague as signed by whoever took it", async () => {
    const { posted } = await sealAssistedCase(assisted, false, team.caseworker);
    const server = newServer(posted.case.id, posted.wraps, posted.objects);

    const opened = await openCase(server.answer(), posted.case.id, team.second);

    expect(entriesOf(opened.entries, "assisted-report")).toMatchObject([{ body: assisted, author: `staff:${team.caseworker.staffId}`, addedBySystem: false }]);
    const { wraps, objects } = server.answer();
    const answer = { caseId: posted.case.id, mode: "staff-assisted", wraps, card: objects[0]! } as const;
    expect(await openCard(answer, team.second)).toMatchObject({ card: { danger: "threat" } });
  });

  it("without a receipt opens for team and recovery only", async () => {
    const { posted, receipt } = await sealAssistedCase(assisted, false, team.caseworker);

    expect(receipt).toBeNull();
    expect(posted.receipt).toBeNull();
    expect(posted.wraps.map(({ recipient }) => recipient)).toEqual(["epoch:1", "recovery"]);
  });

  it("with a receipt opens for her too", async () => {
    const { posted, receipt } = await sealAssistedCase(assisted, true, team.caseworker);

    const { survivorSeed } = await deriveReceiptKeys(receipt!, team.roster.salt);
    const hers = posted.wraps.find(({ recipient }) => recipient === "receipt")!;
    expect(await open(fromBase64url(hers.file)!, identityOf(survivorSeed))).not.toBeNull();
    const server = newServer(posted.case.id, posted.wraps, posted.objects);
    const opened = await openCase(server.answer(), posted.case.id, team.caseworker);
    expect(equal(opened.receiptPublicKey!, (await keyPairOf(survivorSeed)).publicKey)).toBe(true);
  });
});
