import type { UnlockMethod } from "../../lib/sealing/unlockMethod.ts";
import type { Passkey } from "./passkeys.ts";

/** A way to open one's keys, to sign in, or both, as a line of a list. */
export interface Way {
  readonly method: UnlockMethod["method"];
  /** A passkey's credential id; else empty. */
  readonly credential: string;
  /** What its owner calls it; `null` for passphrase, paper, and a passkey the account does not know any more. */
  readonly name: string | null;
  readonly since: string;
  /** When it last signed in; `null` when never, or when that is not known. */
  readonly usedAt: string | null;
  readonly unlocks: boolean;
  readonly signsIn: boolean;
}

/**
 * Every way, passphrase and paper first.
 * @param methods signed by the person.
 * @param passkeys as the server lists them; nothing vouches for their names.
 */
export function waysOf(methods: readonly UnlockMethod[], passkeys: readonly Passkey[]): readonly Way[] {
  const plain = methods
    .filter(({ method }) => method !== "passkey")
    .map(({ method, at }) => ({ method, credential: "", name: null, since: at, usedAt: null, unlocks: true, signsIn: false }));
  const unlocking = new Set(methods.map(({ credential }) => credential));
  const known = passkeys.map(({ credential, name, addedAt, usedAt }) => ({
    method: "passkey" as const, credential, name, since: addedAt, usedAt, unlocks: unlocking.has(credential), signsIn: true,
  }));
  const signingIn = new Set(passkeys.map(({ credential }) => credential));
  const gone = methods
    .filter(({ method, credential }) => method === "passkey" && !signingIn.has(credential))
    .map(({ method, credential, at }) => ({ method, credential, name: null, since: at, usedAt: null, unlocks: true, signsIn: false }));
  return [...plain.toSorted((a, b) => order(a.method) - order(b.method)), ...known, ...gone];
}

const order = (method: UnlockMethod["method"]): number => ["passphrase", "recovery-code", "passkey"].indexOf(method);
