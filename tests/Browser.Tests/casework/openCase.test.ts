import { describe, expect, it } from "vitest";
import { NoKeyForCase, openCase } from "../../../src/CaseManager.Browser/lib/casework/openCase.ts";
import { entriesOf } from "../../../src/CaseManager.Browser/lib/casework/entry.ts";
import { nextObject, sealNext } from "../../../src/CaseManager.Browser/lib/casework/sealNext.ts";
import { makeNotesKey } from "../../../src/CaseManager.Browser/lib/casework/notesKey.ts";
import { base64url, fromBase64url, identityOf, open, randomBytes } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { at, practiceReport, practiceTakenUp, practiceTeam, report, survivorFrame } from "./practice.ts";

const team = await practiceTeam();
const { caseworker, second } = team;

describe("a sealed report", () => {
  it("opens with the team's key, report and card verified", async () => {
    const { server } = await practiceReport(team);

    const opened = await openCase(server.answer(), server.caseId, caseworker);

    expect(entriesOf(opened.entries, "report")[0]!.body).toEqual(report);
    expect(entriesOf(opened.entries, "report")[0]!.addedBySystem).toBe(false);
    expect(opened).toMatchObject({ refused: [], n: null, notesClosed: false });
    expect(opened.receiptPublicKey).toHaveLength(1216);
  });

  it("is refused under another case's address", async () => {
    const [one, other] = [await practiceReport(team), await practiceReport(team)];

    await expect(openCase(other.server.answer(), one.server.caseId, caseworker)).rejects.toMatchObject({ code: "case" });
    const renamed = { ...other.server.answer(), case: { ...other.server.answer().case, id: one.server.caseId } };
    await expect(openCase(renamed, one.server.caseId, caseworker)).rejects.toMatchObject({ code: "case" });
  });

  it("is not opened by somebody without the epoch's key", async () => {
    const { server } = await practiceReport(team);

    await expect(openCase(server.answer(), server.caseId, { ...caseworker, epochs: new Map() })).rejects.toThrow(NoKeyForCase);
  });

  it("cannot be relabelled as added by the system", async () => {
    const { server } = await practiceReport(team);
    const answer = server.answer();

    const opened = await openCase({ ...answer, case: { ...answer.case, mode: "server-assisted" } }, server.caseId, caseworker);

    expect(opened.entries.every((entry) => !entry.addedBySystem)).toBe(true);
  });

  it("shows the rest when one object was changed, and names that one", async () => {
    const { server } = await practiceReport(team);
    const answer = server.answer();
    const [card, whole] = answer.objects as [(typeof answer.objects)[0], (typeof answer.objects)[0]];
    const relabelled = { ...answer, objects: [card, { ...whole, kind: "message" }] };

    const opened = await openCase(relabelled, server.caseId, caseworker);

    expect(opened.entries.map(({ kind }) => kind)).toEqual(["triage-card"]);
    expect(opened.refused).toEqual([{ objectId: whole.objectId, kind: "message", author: "survivor", fault: "kind" }]);
  });

  it("is refused when an object in the middle is missing or two are swapped", async () => {
    const { server } = await practiceReport(team);
    const [card, whole] = server.answer().objects as [never, never];

    await expect(openCase(server.answer({ objects: [whole] }), server.caseId, caseworker)).rejects.toMatchObject({ code: "gap" });
    await expect(openCase(server.answer({ objects: [whole, card] }), server.caseId, caseworker)).rejects.toMatchObject({ code: "reorder" });
  });
});

describe("a case with its notes key", () => {
  it("keeps messages under C and notes under N, and a colleague reads both", async () => {
    const { server, opened } = await practiceTakenUp(team);
    server.take(await sealNext(opened, caseworker, [
      nextObject("message", { v: 1, text: "we read it", at }),
      nextObject("note", { v: 1, text: "ask about the flat", at }),
      nextObject("note", { v: 1, text: "and the deposit", at }),
    ]));

    const theirs = await openCase(server.answer(), server.caseId, second);

    expect(entriesOf(theirs.entries, "message").map(({ keyPair, body }) => [keyPair, body.text])).toEqual([["C", "we read it"]]);
    expect(entriesOf(theirs.entries, "note").map(({ keyPair, body }) => [keyPair, body.text]))
      .toEqual([["N", "ask about the flat"], ["N", "and the deposit"]]);
    expect(theirs.refused).toEqual([]);
  });

  it("has no wrap of the notes key for her receipt", async () => {
    const { server } = await practiceReport(team);
    const opened = await openCase(server.answer(), server.caseId, caseworker);

    const { wraps } = await makeNotesKey(opened, caseworker);

    expect(wraps.map(({ keyPair, recipient }) => [keyPair, recipient]))
      .toEqual([["N", "epoch:1"], ["N", "recovery"], ["N", `staff:${caseworker.staffId}`]]);
  });

  it("opens nothing of it with what follows from her receipt", async () => {
    const { prepared, server, opened } = await practiceTakenUp(team);
    server.take(await sealNext(opened, caseworker, [nextObject("note", { v: 1, text: "ask about the flat", at })]));
    const { wraps, objects } = server.answer();
    const hers = [prepared.key.identity, ...[prepared.receiptKeys.survivorSeed, prepared.survivorMac].map(identityOf)];

    const ofStaff = [...wraps, ...objects].filter(({ keyPair }) => keyPair === "N");

    expect(ofStaff.map(({ kind }) => kind)).toEqual(["wrap", "wrap", "note"]);
    for (const { file } of ofStaff) {
      for (const identity of hers) expect(await open(fromBase64url(file)!, identity)).toBeNull();
    }
  });

  it("says so when the notes are closed to this person", async () => {
    const { server } = await practiceTakenUp(team);
    const answer = server.answer();

    const opened = await openCase({ ...answer, wraps: answer.wraps.filter(({ keyPair }) => keyPair === "C") }, server.caseId, second);

    expect(opened).toMatchObject({ n: null, notesClosed: true });
  });

  it("refuses a notes key that nobody announced", async () => {
    const { server } = await practiceTakenUp(team);
    const other = await practiceTakenUp(team);
    const answer = server.answer();
    const foreign = other.server.answer().wraps.filter(({ keyPair }) => keyPair === "N");

    const swapped = { ...answer, wraps: [...answer.wraps.filter(({ keyPair }) => keyPair === "C"), ...foreign] };

    await expect(openCase(swapped, server.caseId, caseworker)).rejects.toMatchObject({ code: "case" });
  });

  it("will not write notes while there is no notes key", async () => {
    const { server } = await practiceReport(team);
    const opened = await openCase(server.answer(), server.caseId, caseworker);

    await expect(sealNext(opened, caseworker, [nextObject("note", { v: 1, text: "x", at })])).rejects.toMatchObject({ code: "key-pair" });
  });

  it("follows its chains when it is opened again after she wrote", async () => {
    const { prepared, server, opened } = await practiceTakenUp(team);
    const hers = server.answer().objects.filter(({ author }) => author === "survivor").at(-1)!;
    server.take([await survivorFrame(prepared, hers, { v: 1, text: "one more link", at })]);

    const again = await openCase(server.answer(), server.caseId, caseworker, opened);
    server.take(await sealNext(again, caseworker, [nextObject("message", { v: 1, text: "thank you", at })]));
    const last = await openCase(server.answer(), server.caseId, second);

    expect(entriesOf(last.entries, "message").map(({ author, body }) => [author, body.text]))
      .toEqual([["survivor", "one more link"], [`staff:${caseworker.staffId}`, "thank you"]]);
  });

  it("is refused when something that was there before is withheld", async () => {
    const { server, opened } = await practiceTakenUp(team);

    const withheld = server.answer({ objects: server.answer().objects.slice(0, 2) });

    await expect(openCase(withheld, server.caseId, caseworker, opened)).rejects.toMatchObject({ code: "missing-head" });
  });

  it("does not take a stranger's signature for a colleague's", async () => {
    const { server, opened } = await practiceTakenUp(team);
    const forged = { ...caseworker, keys: { ...caseworker.keys, signingSeed: randomBytes(32) } };
    server.take(await sealNext(opened, forged, [nextObject("message", { v: 1, text: "send us your name", at })]));

    const read = await openCase(server.answer(), server.caseId, second);

    expect(entriesOf(read.entries, "message")).toEqual([]);
    expect(read.refused).toMatchObject([{ kind: "message", fault: "authenticator" }]);
  });

  it("cannot be given garbage for a file without saying so", async () => {
    const { server, opened } = await practiceTakenUp(team);
    const [stored] = await sealNext(opened, caseworker, [nextObject("message", { v: 1, text: "hello", at })]);
    server.take([{ ...stored!, file: base64url(randomBytes(5000)) }]);

    const read = await openCase(server.answer(), server.caseId, second);

    expect(read.refused).toMatchObject([{ fault: "damaged" }]);
  });
});
