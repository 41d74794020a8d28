import type { OpenKeys } from "../../lib/sealing/changeUnlock.ts";
import { addPasskey, removeWay, sealAnew } from "../../lib/sealing/changeUnlock.ts";
import type { ShapeOf } from "../../lib/sealing/shape.ts";
import { base64urlText, instant, list, object, orNull, text } from "../../lib/sealing/shape.ts";
import { call } from "../page/api.ts";
import { storedKeys } from "./storedKeys.ts";
import { makePasskey } from "./touch.ts";

/** Passkeys an account can have. */
export const mostPasskeys = 6;

const passkey = object({ credential: base64urlText(2000), name: text(60), addedAt: instant, usedAt: orNull(instant) });
const answerShape = object({ passkeys: list(passkey, 100) });

/** A passkey with which the person signs in, as the server keeps it. */
export type Passkey = ShapeOf<typeof passkey>;

/** One's own passkeys, oldest first. */
export async function ownPasskeys(): Promise<readonly Passkey[]> {
  const answer = await call("GET", "/api/staff/passkeys");
  if (!answerShape(answer)) throw new Error("the server's answer is none");
  return answer.passkeys;
}

/**
 * Makes a passkey and adds it, to sign in and, where the authenticator can do that, to unlock.
 * @returns whether it unlocks.
 */
export async function makeAndAddPasskey(person: OpenKeys, name: string): Promise<boolean> {
  const { credential, posted, prf } = await makePasskey(await call("POST", "/api/staff/passkeys/challenge"));
  const [stored, at] = [await storedKeys(), now()];
  const unlock = prf === null ? await sealAnew(stored, person, at) : await addPasskey(stored, person, credential, prf, at);
  await call("POST", "/api/staff/passkeys", { credential: posted, name, unlock });
  return prf !== null;
}

/** Gives a passkey another name. */
export async function renamePasskey(person: OpenKeys, credential: string, name: string): Promise<void> {
  await call("PUT", "/api/staff/passkeys", { credential, name, unlock: await sealAnew(await storedKeys(), person, now()) });
}

/** Takes a passkey away, from signing in and from unlocking. */
export async function removePasskey(person: OpenKeys, credential: string): Promise<void> {
  const unlock = await removeWay(await storedKeys(), person, "passkey", credential, now());
  await call("POST", "/api/staff/passkeys/removal", { credential, unlock });
}

const now = (): string => new Date().toISOString();
