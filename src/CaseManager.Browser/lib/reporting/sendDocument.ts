import type { SentPaper } from "../sealing/index.ts";
import { base64url, hex, randomBytes, sealDocument } from "../sealing/index.ts";
import { ApiRefusal, call, persist } from "./api.ts";
import type { OpenedCase } from "./openCase.ts";
import { writeToCase } from "./writeToCase.ts";

/** A document that is sealed and on its way. It lives on this page only: after a reload it is chosen again. */
export interface Upload {
  /** The age file. */
  readonly file: Uint8Array;
  readonly body: SentPaper;
}

/** Bytes of every chunk but the last, as the server takes them. */
const chunkLength = 256 * 1024;

/** Seals a document and says what it is. */
export async function prepareUpload(
  bytes: Uint8Array,
  about: Pick<SentPaper, "askedId" | "mediaType" | "name" | "description">,
  pause?: () => Promise<void>,
): Promise<Upload> {
  const { file, hash, seed } = await sealDocument(bytes, pause);
  const body: SentPaper = {
    v: 1, type: "file", ...about, documentId: hex(randomBytes(16)), hash: base64url(hash), seed: base64url(seed), length: bytes.length,
    at: new Date().toISOString(),
  };
  return { file, body };
}

/**
 * Sends what has not arrived yet, then the object that carries the key. Called again after a failure it goes on where it stopped.
 * @param onProgress is told how much has arrived, from 0 to 1.
 * @returns the case as it was when the document was taken.
 * @throws CaseBroken, KeysRenewing, ApiRefusal, NotReached; the signal's reason
 */
export async function sendUpload(
  opened: OpenedCase,
  { file, body }: Upload,
  refresh: () => Promise<OpenedCase>,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<OpenedCase> {
  const path = `/api/case/documents/${body.documentId}`;
  const receipt = opened.receiptKeys;
  const text = JSON.stringify({ askedId: body.askedId, length: file.length, hash: body.hash });
  const chunks = Math.ceil(file.length / chunkLength);
  for (let tries = 0; ; tries++) {
    const arrived = new Set((await persist(() => call<{ chunks: number[] }>(path, { method: "PUT", text, receipt, signal }), signal)).chunks);
    onProgress(arrived.size / chunks);
    for (let index = 0; index < chunks; index++) {
      if (arrived.has(index)) continue;
      signal?.throwIfAborted();
      const bytes = new Uint8Array(file.subarray(index * chunkLength, (index + 1) * chunkLength));
      await persist(() => call(`${path}/chunks/${index}`, { method: "PUT", bytes, receipt, signal }), signal);
      onProgress(arrived.add(index).size / chunks);
    }
    signal?.throwIfAborted();
    try {
      return await writeToCase(opened, "document", body, { method: "POST", path: `${path}/finish` }, refresh);
    } catch (failure) {
      // What lies there is not what was sent: the server has forgotten it, and it goes once more.
      if (!(failure instanceof ApiRefusal && ["document-damaged", "document-incomplete"].includes(failure.code)) || tries > 0) throw failure;
    }
  }
}
