import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64url, hex, utf8 } from "../lib/sealing/index.ts";
import { solveProof } from "../lib/sealing/proofOfWork.ts";

/** Posts a sealed report with its proof of work; the same report again is the same success. */
export async function postReport(publicUrl: string, body: string): Promise<void> {
  const asked = await send(`${publicUrl}/api/challenges`, JSON.stringify({ bodyHash: hex(sha256(utf8(body))) }));
  const { challenge, difficulty } = (await asked.json()) as { challenge: string; difficulty: number };
  const nonce = await solveProof(fromBase64url(challenge)!, difficulty);
  await send(`${publicUrl}/api/reports`, body, { "Proof-Challenge": challenge, "Proof-Nonce": String(nonce) });
}

async function send(url: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  const answer = await fetch(url, { method: "POST", body, headers: { "Content-Type": "application/json", ...headers } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
