import { newDeviceKey, openSeedForBrowser, sealSeedForBrowser } from "../../lib/sealing/browserSeal.ts";
import { base64url, fromBase64url, randomBytes } from "../../lib/sealing/bytes.ts";
import { bytesText, object } from "../../lib/sealing/shape.ts";
import { ApiProblem, call } from "../page/api.ts";
import { forget, recall, remember } from "./device.ts";

const halfShape = object({ half: bytesText(32) });

/** Keeps a seed open in this browser across pages: sealed here under a device key and a half that the server keeps for this session. */
export async function keepUnlocked(user: string, seed: Uint8Array): Promise<void> {
  const half = randomBytes(32);
  const key = await newDeviceKey();
  await call("PUT", "/api/staff/unlock-half", { half: base64url(half) });
  await remember("key", key);
  await remember("seed", { user, sealed: await sealSeedForBrowser(seed, key, half) });
}

/** The open seed of the person signed in; `null` when it is locked. Asking starts the idle time anew. */
export async function openSeed(user: string): Promise<Uint8Array | null> {
  const [key, seed] = [await recall("key"), await recall("seed")];
  if (key === undefined || seed === undefined || seed.user !== user) return null;
  const half = await serverHalf();
  return half === null ? null : openSeedForBrowser(seed.sealed, key, half);
}

/** Starts the idle time anew; `false` when the server has forgotten its half. */
export const touch = async (): Promise<boolean> => (await serverHalf()) !== null;

/** Locks: both halves go, here first, so that a server that does not answer leaves nothing open. */
export async function forgetSeed(): Promise<void> {
  await forget("seed");
  await forget("key");
  await call("DELETE", "/api/staff/unlock-half");
}

async function serverHalf(): Promise<Uint8Array | null> {
  try {
    const answer = await call("GET", "/api/staff/unlock-half");
    return halfShape(answer) ? fromBase64url(answer.half) : null;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 404) return null;
    throw problem;
  }
}
