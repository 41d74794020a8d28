import type { SentPaper } from "../sealing/index.ts";
import { base64url, hex, randomBytes, sealDocument } from "../sealing/index.ts";
import { ApiRefusal, call, persist } from "./api.ts";
import type { OpenedCase } from "./openCase.ts";
import type { During } from "./writeToCase.ts";
import { CaseBroken, KeysRenewing, writeToCase } from "./writeToCase.ts";

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

/** A chunk may take this long, milliseconds: 256 KiB at 25 kbit/s. */
const patience = 90_000;

/** What goes on while a document is sent. */
export interface DuringUpload extends During {
  /** Is told how much has arrived, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/**
 * Sends what has not arrived yet, then the object that carries the key. Called again after a failure it goes on where it stopped.
 * @returns the case as it was when the document was taken.
 * @throws CaseBroken, KeysRenewing, ApiRefusal, NotReached; the signal's reason
 */
export async function sendUpload(
  opened: OpenedCase,
  { file, body }: Upload,
  refresh: () => Promise<OpenedCase>,
  { onProgress, signal, onWait }: DuringUpload,
): Promise<OpenedCase> {
  // Said before ten megabytes have gone, not after.
  const current = opened.standing ? opened : await refresh();
  if (!current.standing) throw new KeysRenewing();
  if (current.chainsBroken) throw new CaseBroken();

  const path = documentPath(body.documentId);
  const receipt = current.receiptKeys;
  const text = JSON.stringify({ askedId: body.askedId, length: file.length, hash: body.hash });
  const chunks = Math.ceil(file.length / chunkLength);
  for (let tries = 0; ; tries++) {
    const announce = () => call<{ chunks: number[] }>(path, { method: "PUT", text, receipt, signal });
    const arrived = new Set((await persist(announce, signal, onWait)).chunks);
    onProgress(arrived.size / chunks);
    for (let index = 0; index < chunks; index++) {
      if (arrived.has(index)) continue;
      signal?.throwIfAborted();
      const bytes = new Uint8Array(file.subarray(index * chunkLength, (index + 1) * chunkLength));
      await persist(() => call(`${path}/chunks/${index}`, { method: "PUT", bytes, receipt, signal, patience }), signal, onWait);
      onProgress(arrived.add(index).size / chunks);
    }
    signal?.throwIfAborted();
    try {
      return await writeToCase(current, "document", body, { method: "POST", path: `${path}/finish` }, refresh, { signal, onWait });
    } catch (failure) {
      // What lies there is not what was sent: the server has forgotten it, and it goes once more.
      if (!(failure instanceof ApiRefusal && ["document-damaged", "document-incomplete"].includes(failure.code)) || tries > 0) throw failure;
    }
  }
}

/** Takes a document back, whether it has arrived whole or is still on its way; one that is not there is no failure. */
export async function takeBackDocument(opened: OpenedCase, documentId: string): Promise<void> {
  const receipt = opened.receiptKeys;
  try {
    await persist(() => call(documentPath(documentId), { method: "DELETE", receipt }));
  } catch (failure) {
    if (!(failure instanceof ApiRefusal && failure.code === "unknown-document")) throw failure;
  }
}

const documentPath = (documentId: string): string => `/api/case/documents/${documentId}`;
