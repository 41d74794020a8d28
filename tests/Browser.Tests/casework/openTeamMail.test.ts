import { describe, expect, it } from "vitest";
import { mailWords, openTeamMail } from "../../../src/CaseManager.Browser/lib/casework/openTeamMail.ts";
import { concat, DamagedFile, fromHex, keyPairOf, seal, utf8 } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { paddedLength } from "../../../src/CaseManager.Browser/lib/sealing/padding.ts";
import { practiceTeam } from "./practice.ts";

const me = (await practiceTeam()).caseworker;
const epoch = [...me.epochs.keys()][0]!;
const messageId = "0f".repeat(16);
const mail = { v: 1, from: "abuse@platform.example", subject: "回复：您的通知", text: "Received.\nمرحبا", receivedAt: "2026-06-02T09:00:00Z" };

async function sealed(body: unknown, id = messageId, cut = 0): Promise<Uint8Array> {
  const json = utf8(JSON.stringify(body));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length);
  const content = concat(utf8("casemanager/1 team mail\n"), fromHex(id), length, json);
  const padded = concat(content, new Uint8Array(paddedLength(content.length) - content.length));
  return seal(padded.slice(0, padded.length - cut), [me.epochs.get(epoch)!.recipient]);
}

describe("a mail to the team", () => {
  it("opens with the key of its epoch", async () => {
    expect(await openTeamMail(messageId, epoch, await sealed(mail), me)).toEqual(mail);
    expect(await openTeamMail(messageId, epoch + 7, await sealed(mail), me)).toBeNull();
  });

  it("is refused as another mail, cut, or with a body of another shape", async () => {
    const broken = [await sealed(mail, "0e".repeat(16)), await sealed(mail, messageId, 100), await sealed({ ...mail, spare: 1 }), await sealed({ ...mail, text: 5 })];
    for (const file of broken) await expect(openTeamMail(messageId, epoch, file, me)).rejects.toThrow(DamagedFile);
  });

  it("becomes an answer that says who wrote and about what, however long it is", () => {
    const { receivedAt, from, subject, text } = mail;
    const words = { from, subject, text };
    expect(mailWords({ v: 1, receivedAt, ...words })).toBe("From: abuse@platform.example\nSubject: 回复：您的通知\n\nReceived.\nمرحبا");
    const long = mailWords({ v: 1, receivedAt, ...words, text: "😀".repeat(60_000) });
    expect(utf8(long).length).toBeLessThan(50_200);
    expect(long.endsWith("[…]")).toBe(true);
    expect(long.isWellFormed()).toBe(true);
  });
});
