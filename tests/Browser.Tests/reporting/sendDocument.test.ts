import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiRefusal, NotReached } from "../../../src/CaseManager.Browser/lib/reporting/api.ts";
import { openCase } from "../../../src/CaseManager.Browser/lib/reporting/openCase.ts";
import { readEntries } from "../../../src/CaseManager.Browser/lib/reporting/readEntries.ts";
import type { Upload } from "../../../src/CaseManager.Browser/lib/reporting/sendDocument.ts";
import { prepareUpload, sendUpload } from "../../../src/CaseManager.Browser/lib/reporting/sendDocument.ts";
import type { NewSealedCase, StoredObject } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { fromBase64url, sealNewCase } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { openDocument } from "../../../src/CaseManager.Browser/lib/sealing/openDocument.ts";
import { idOf } from "../roster/practice.ts";
import { answerOf, emptyReport, lost, practiceOrganisation, refusal, script, withoutWaits } from "./practiceServer.ts";

let organisation: Awaited<ReturnType<typeof practiceOrganisation>>;
let posted: NewSealedCase;
let upload: Upload;
const bytes = new Uint8Array(600_000).fill(7);
beforeAll(async () => {
  organisation = await practiceOrganisation();
  posted = await sealNewCase(organisation.prepared, emptyReport);
  upload = await prepareUpload(bytes, { askedId: idOf(7), mediaType: "image/png", name: "letter.png", description: "letter" });
});
beforeEach(withoutWaits);
afterEach(() => void vi.unstubAllGlobals());

const reopen = (more: readonly StoredObject[] = []) =>
  openCase(answerOf(posted, more), organisation.intake, organisation.roster, organisation.prepared.receiptKeys);
const arrived = (...chunks: readonly number[]) => [200, { chunks }] as const;
const taken = [200, null] as const;
const shares: number[] = [];
const send = async (signal?: AbortSignal) => {
  shares.length = 0;
  return sendUpload(await reopen(), upload, () => reopen(), { onProgress: (share) => shares.push(share), signal });
};

describe("sending a document", () => {
  it("announces it, sends every chunk, and last the object that carries its key", async () => {
    const requests = script(arrived(), taken, taken, taken, taken);

    await send();

    const path = `/api/case/documents/${upload.body.documentId}`;
    expect(requests.map((one) => `${one.method} ${one.path}`)).toEqual([
      `PUT ${path}`, `PUT ${path}/chunks/0`, `PUT ${path}/chunks/1`, `PUT ${path}/chunks/2`, `POST ${path}/finish`,
    ]);
    expect(shares).toEqual([0, 1 / 3, 2 / 3, 1]);
    const stored = JSON.parse(requests[4]!.body).objects[0] as StoredObject;
    const { body } = readEntries(await reopen([stored]), "document")[0]!;
    expect(body).toEqual(upload.body);
    const keys = { hash: fromBase64url(upload.body.hash)!, seed: fromBase64url(upload.body.seed)! };
    expect(Buffer.compare(await openDocument(upload.file, keys), bytes)).toBe(0);
  });

  it("tells the server neither what it is nor its key before the object is sealed", async () => {
    const requests = script(arrived(), taken, taken, taken, taken);

    await send();

    const text = requests.map((one) => one.body).join("\n");
    for (const secret of ["letter", "image/png", upload.body.seed]) expect(text).not.toContain(secret);
  });

  it("goes on with what has not arrived", async () => {
    const requests = script(arrived(0, 2), taken, taken);

    await send();

    expect(requests.map((one) => one.path.split("/").at(-1))).toEqual([upload.body.documentId, "1", "finish"]);
  });

  it("sends a chunk again while the connection drops, and gives up with nothing lost", async () => {
    const requests = script(arrived(), lost, taken, taken, taken, taken);
    await send();
    expect(requests.filter((one) => one.path.endsWith("/0"))).toHaveLength(2);

    script(arrived(), lost, lost, lost, lost, lost, lost, lost);
    await expect(send()).rejects.toThrow(NotReached);
  });

  it("begins once more where the server says that its bytes are not those", async () => {
    const requests = script(arrived(0, 1, 2), refusal(409, "document-damaged"), arrived(), taken, taken, taken, taken);
    await send();
    expect(requests.filter((one) => one.path.includes("/chunks/"))).toHaveLength(3);

    script(arrived(0, 1, 2), refusal(409, "document-damaged"), arrived(0, 1, 2), refusal(409, "document-damaged"));
    await expect(send()).rejects.toThrow(ApiRefusal);
  });

  it("stops when she stops it", async () => {
    const stop = new AbortController();
    const requests = script(arrived(), () => (stop.abort(), taken), taken);

    await expect(send(stop.signal)).rejects.toThrow("abort");

    expect(requests.length).toBeLessThan(4);
  });
});
