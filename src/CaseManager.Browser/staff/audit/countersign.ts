import type { OfferedHeads } from "../../lib/audit/dailyHead.ts";
import { HeadRefusal, readHead, verifyHeads } from "../../lib/audit/dailyHead.ts";
import { entryLength } from "../../lib/audit/headList.ts";
import { base64url, fromBase64url } from "../../lib/sealing/bytes.ts";
import { base64urlText, list, object } from "../../lib/sealing/shape.ts";
import { signBytes } from "../../lib/sealing/signedDocument.ts";
import { bytesFrom, call } from "../page/api.ts";
import { recall, remember } from "../session/device.ts";
import type { Session } from "../session/session.ts";

const address = "/api/staff/audit/heads";
const answerShape = object({ heads: list(base64urlText(4000), 100_000) });

/** What was countersigned. */
export interface Countersigned {
  readonly day: string;
  readonly chains: number;
  /** The day that was countersigned here before; `null` where there was none to compare with. */
  readonly since: string | null;
}

/**
 * Compares the newest daily head with the last one countersigned in this browser, signs it, and remembers it once the server has it.
 * @throws HeadRefusal, ApiProblem
 */
export async function countersign({ keys, roster }: Session): Promise<Countersigned> {
  const signed = (await recall("audit")) ?? null;
  const { bytes, ...newest } = verifyHeads(await offered(signed?.day ?? null), roster.instance, signed);
  await call("POST", `${address}/${newest.day}/signature`, { signature: base64url(signBytes("casemanager/1 audit head", bytes, keys.signingSeed)) });
  await remember("audit", newest);
  return { day: newest.day, chains: newest.list.length / entryLength, since: signed?.day ?? null };
}

async function offered(since: string | null): Promise<OfferedHeads> {
  const answer = await call("GET", since === null ? address : `${address}?from=${since}`);
  if (!answerShape(answer)) throw new HeadRefusal("shape", "");
  const heads = answer.heads.map((head) => fromBase64url(head) ?? new Uint8Array());
  const newest = heads.at(-1);
  return { heads, list: newest === undefined ? new Uint8Array() : await bytesFrom(`${address}/${readHead(newest).day}/chains`) };
}
