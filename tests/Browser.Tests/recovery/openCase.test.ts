import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { armor } from "age-encryption";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HolderWords } from "../../../src/CaseManager.Browser/lib/recovery/holders.ts";
import { newHolderWords, sealForHolders } from "../../../src/CaseManager.Browser/lib/recovery/holders.ts";
import { newOrganisation, secretsOf } from "../../../src/CaseManager.Browser/lib/recovery/organisation.ts";
import { prepareUpload } from "../../../src/CaseManager.Browser/lib/reporting/sendDocument.ts";
import type { Intake } from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import {
  encodeBody, fromBase64url, fromHex, noHash, prepareCase, randomBytes, sealFrame, sealNewCase, storedObject,
} from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { sealReport } from "../../../src/CaseManager.Browser/practice/sealReport.ts";
import { stories } from "../../../src/CaseManager.Browser/practice/stories.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "open-case"));
const story = stories[0]!;
let words: HolderWords;
let intake: Intake;
let exported: { instance: string; caseId: string; objects: { kind: string; recipient: string | null; author: string }[] };

beforeAll(async () => {
  const made = await newOrganisation();
  words = newHolderWords();
  const files = await sealForHolders(secretsOf(made), words, undefined, 10);
  intake = {
    instanceId: fromHex(made.instance), salt: made.salt, epoch: 1, epochRecipient: made.epoch.recipient, recoveryRecipient: made.recovery.recipient,
    at: "2026-03-01T00:00:00Z",
  };
  const report = { v: 1, ...story.fields, links: [], language: "en", zone: "Europe/Berlin", at: "2026-03-01T00:00:00Z" } as const;
  const posted = JSON.parse((await sealReport("one", report, intake)).body);
  exported = {
    ...{ v: 1 }, instance: made.instance, caseId: posted.case.id,
    objects: [...posted.wraps, ...posted.objects].map((object) => ({ recipient: null, ...object, storedAt: "2026-03-01T00:00:00Z" })),
  };
  writeFileSync(join(folder, "recovery-AB.age"), files.AB);
  writeFileSync(join(folder, "typed.age"), armor.encode(files.AB));
  copyFileSync(join(root, "tools/open-case.mjs"), join(folder, "open-case.mjs"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "src/CaseManager.Browser/node_modules/age-encryption"), join(folder, "node_modules/age-encryption"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(value: unknown, file = "recovery-AB.age", typed = `${words.A}\n${words.B}\n`, ...papers: readonly string[]) {
  writeFileSync(join(folder, "case.json"), JSON.stringify(value));
  const { status, stdout, stderr } = spawnSync("node", ["open-case.mjs", file, "case.json", ...papers], { cwd: folder, input: typed, encoding: "utf8" });
  return { status, said: stderr, objects: stdout.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line)) };
}

describe("the offline script", () => {
  test("prints what she wrote, with the words of two holders and one library", () => {
    const { status, said, objects } = run(exported);

    expect(said).toContain(`Case ${exported.caseId} is the one its key belongs to. 0 of its objects stayed closed.`);
    expect(status).toBe(0);
    expect(objects.map(({ kind }) => kind)).toEqual(["triage-card", "report"]);
    expect(objects[1].body.story).toBe(story.fields.story);
  });

  test("opens a file that was typed off from paper", () => {
    expect(run(exported, "typed.age").objects).toHaveLength(2);
  });

  test("opens a paper beside its sealed bytes, and not one that was swapped", async () => {
    const content = new TextEncoder().encode("%PDF-1.4 the letter");
    const upload = await prepareUpload(content, { askedId: "0".repeat(32), mediaType: "application/pdf", name: "letter.pdf", description: "letter" });
    const prepared = await prepareCase(intake);
    const posted = await sealNewCase(prepared, { ...stories[0]!.fields, v: 1, links: [], language: "en", zone: "UTC", at: "2026-03-01T00:00:00Z" });
    const last = posted.objects.at(-1)!;
    const header = {
      instanceId: prepared.instanceId, caseId: prepared.caseId, keyPair: "C", generation: 0, objectId: randomBytes(16), kind: "document",
      author: "survivor", sequence: last.sequence + 1, previous: new Uint8Array(createHash("sha256").update(fromBase64url(last.file)!).digest()), heads: [], schemaHash: noHash(),
    } as const;
    const file = await sealFrame(header, encodeBody("document", upload.body), { survivorMac: prepared.survivorMac }, [prepared.key.recipient]);
    const objects = [...posted.wraps, ...posted.objects, storedObject(header, file)].map((object) => ({ recipient: null, ...object, storedAt: "2026-03-01T00:00:00Z" }));
    const withPaper = { ...exported, caseId: posted.case.id, objects };
    mkdirSync(join(folder, "papers"));
    expect(run(withPaper, undefined, undefined, "papers")).toMatchObject({ status: 1, said: expect.stringContaining("the paper it is about is missing") });
    const sealed = join(folder, "papers", `${upload.body.documentId}.age`);

    writeFileSync(sealed, upload.file);
    expect(run(withPaper, undefined, undefined, "papers")).toMatchObject({ status: 0 });
    expect(readFileSync(sealed.replace(/age$/, "pdf"))).toEqual(Buffer.from(content));

    writeFileSync(sealed, (await prepareUpload(content, upload.body)).file);
    expect(run(withPaper, undefined, undefined, "papers").said).toContain("the paper beside it is not the one she sealed");

    rmSync(sealed);
    writeFileSync(join(folder, "papers/destroyed.json"), JSON.stringify([upload.body.documentId]));
    expect(run(withPaper, undefined, undefined, "papers")).toMatchObject({ status: 0 });
  });

  test("opens nothing with other words", () => {
    expect(run(exported, undefined, `${words.A}\n${words.C}\n`)).toEqual({ status: 1, said: "These words do not open this file.\n", objects: [] });
    expect(run(exported, undefined, `${words.A}\n`).status).toBe(1);
    expect(run(exported, undefined, "one two\n").said).toContain("ten words");
  });

  test("refuses another case's id, another organisation, and a row that says what its frame does not", () => {
    const otherCase = { ...exported, caseId: "0".repeat(32) };
    const otherInstance = { ...exported, instance: "0".repeat(32) };
    const relabelled = { ...exported, objects: exported.objects.map((object) => (object.kind === "report" ? { ...object, kind: "message" } : object)) };

    expect(run(otherCase)).toEqual({ status: 1, said: "A key of the case does not belong to it: it says another caseId than its row.\n", objects: [] });
    expect(run(otherInstance)).toEqual({ status: 1, said: "The recovery file belongs to another organisation than the case.\n", objects: [] });
    expect(run(relabelled)).toMatchObject({ status: 1, objects: [{ kind: "triage-card" }] });
    expect(run(relabelled).said).toContain("it says another kind than its row");
  });

  test("says so where no key is wrapped for recovery", () => {
    const wraps = exported.objects.filter(({ kind, recipient }) => kind !== "wrap" || recipient !== "recovery");

    expect(run({ ...exported, objects: wraps })).toMatchObject({ status: 1, said: "The case has no key for recovery.\n", objects: [] });
  });
});
