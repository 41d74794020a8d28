import { sha256 } from "@noble/hashes/sha2.js";
import { vi } from "vitest";
import type { CaseAnswer } from "../../../src/CaseManager.Browser/lib/reporting/openCase.ts";
import type { Intake, Roster } from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import { verifyRoster } from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import type { Body, NewSealedCase, PreparedCase, StoredObject } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import {
  base64url, encodeBody, fromBase64url, fromHex, hex, noHash, prepareCase, randomBytes, recipientOf, sealFrame, storedObject,
} from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { at, idOf, instance, practiceRoster, root } from "../roster/practice.ts";

export const emptyReport: Body<"report"> = {
  v: 1, about: "me", links: [{ typed: "https://t.me/abc/1", key: "tg:post:abc/1", platform: "telegram" }], leftovers: "", story: "s", where: "",
  since: "", age: "adult", danger: "none", deadline: null, name: "", contact: null, consents: ["send-links"], language: "en", zone: "UTC", at,
};

/** An organisation with keys, a prepared case of hers, and what its server would answer. */
export async function practiceOrganisation() {
  const { log, epoch, recovery, caseworker } = await practiceRoster();
  const roster: Roster = verifyRoster(log.entries, root.signingKey);
  const intake: Intake = {
    instanceId: fromHex(instance), salt: randomBytes(16), epoch: 1, epochRecipient: recipientOf(epoch.publicKey),
    recoveryRecipient: recipientOf(recovery.publicKey), at,
  };
  const prepared = await prepareCase(intake);
  return { roster, intake, prepared, caseworker };
}

/** What the server answers to her receipt once it has stored a posted case. */
export function answerOf(posted: NewSealedCase, more: readonly StoredObject[] = []): CaseAnswer {
  return {
    case: { ...posted.case, stage: "received", receivedAt: at, held: false, takenUpAt: null, closedAt: null },
    wraps: posted.wraps.filter((wrap) => wrap.recipient === "receipt"),
    objects: [...posted.objects, ...more].map((stored) => ({ ...stored, receivedAt: at })),
    consents: [],
  };
}

/** A message by the practice roster's caseworker, first of her chain unless told otherwise. */
export async function staffMessage(prepared: PreparedCase, signingSeed: Uint8Array, words = "hello"): Promise<StoredObject> {
  const header = {
    instanceId: prepared.instanceId, caseId: prepared.caseId, keyPair: "C", generation: 0, objectId: randomBytes(16), kind: "message",
    author: `staff:${idOf(3)}`, sequence: 1, previous: noHash(), heads: [], schemaHash: noHash(),
  } as const;
  return storedObject(header, await sealFrame(header, encodeBody("message", { v: 1, text: words, at }), { signingSeed }, [prepared.key.recipient]));
}

/** Hash of a stored object's file, as chains name it. */
export const hashOf = (stored: StoredObject): string => base64url(sha256(fromBase64url(stored.file)!));

interface Request {
  readonly path: string;
  readonly method: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** Puts scripted answers in the place of the network: a pair of status and JSON, or an error for a lost connection. */
export function script(...answers: readonly (readonly [number, unknown] | Error | ((request: Request) => readonly [number, unknown] | Error))[]) {
  const requests: Request[] = [];
  const left = [...answers];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    const request = { path, method: init.method!, body: String(init.body), headers: init.headers as Record<string, string> };
    requests.push(request);
    const next = left.shift() ?? new Error("no more answers");
    const answer = typeof next === "function" ? next(request) : next;
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(new Response(JSON.stringify(answer[1]), { status: answer[0] }));
  });
  return requests;
}

/** Lets the waits between two attempts pass at once; the limit of a request stays. */
export function withoutWaits(): void {
  const later = setTimeout;
  vi.stubGlobal("setTimeout", (action: () => void, wait = 0) => later(action, wait > 20_000 ? wait : 0));
}

export const lost = new TypeError("connection lost");
export const challenge = [200, { challenge: base64url(randomBytes(89)), difficulty: 1, expiresAt: at }] as const;
export const refusal = (status: number, code: string) => [status, { title: "no", code }] as const;
export { hex };
