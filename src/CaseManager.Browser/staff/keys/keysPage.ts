import { signingKeyIn } from "../../lib/roster/index.ts";
import { fingerprint } from "../../lib/sealing/fingerprint.ts";
import { staffKeysOf } from "../../lib/sealing/staffKeys.ts";
import { readUnlockMethod } from "../../lib/sealing/unlockMethod.ts";
import { byId, onSubmit, showBusy, showError, showOnly } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";
import type { Me } from "../session/me.ts";
import { whoAmI } from "../session/me.ts";
import { requireRostered } from "../session/rostered.ts";
import { wanted } from "../session/session.ts";
import { trustedRoster } from "../session/trustedRoster.ts";
import { keepUnlocked, openSeed } from "../session/unlocked.ts";
import { startChangingKeys } from "./changeKeysForm.ts";
import { keyProblemText } from "./keyProblems.ts";
import { startMakingKeys } from "./makeKeysForm.ts";
import { storedKeys } from "./storedKeys.ts";
import { hasPasskeys, touchToUnlock } from "./touch.ts";
import { unlock, unlockWithPasskey } from "./unlock.ts";

const sections = ["keys-make", "keys-code", "keys-unlock", "keys-waiting", "keys-open", "keys-revoked"];

/** The page of one's own keys: make them, wait for an officer, unlock, see that they are open. */
export async function startKeysPage(): Promise<void> {
  const me = await whoAmI();
  try {
    await show(me);
  } catch (problem) {
    showError(keyProblemText(problem, textsOf()));
  }
}

async function show(me: Me): Promise<void> {
  if (me.keys === "revoked") return showOnly("keys-revoked", sections);
  if (me.keys === "none") {
    showOnly("keys-make", sections);
    startMakingKeys(me, () => showOnly("keys-code", sections), (seed) => openWith(me, seed), (problem) => showError(keyProblemText(problem, textsOf())));
    return;
  }
  const seed = await openSeed(me.id);
  if (seed !== null) return showOpen(me, seed);
  showOnly("keys-unlock", sections);
  await startUnlocking(me);
}

async function startUnlocking(me: Me): Promise<void> {
  const attempt = async (busy: string | null, open: (rostered: Uint8Array | null) => Promise<Uint8Array | null>, nothing: string): Promise<void> => {
    showError("");
    try {
      const roster = await trustedRoster(me);
      const rostered = roster === null ? null : signingKeyIn(roster)(me.id);
      if (busy !== null) await showBusy(busy);
      const seed = await open(rostered);
      if (seed === null) return showError(textsOf()(nothing));
      secret.value = "";
      await openWith(me, seed);
    } catch (problem) {
      showError(keyProblemText(problem, textsOf()));
    } finally {
      if (busy !== null) byId(busy).hidden = true;
    }
  };
  const secret = byId<HTMLInputElement>("unlock-secret");
  onSubmit(byId<HTMLFormElement>("unlock-form"), () => attempt("unlock-busy", (rostered) => unlock(me.id, secret.value, rostered), "WrongSecret"));
  onSubmit(byId<HTMLFormElement>("unlock-passkey"), () =>
    attempt(null, async (rostered) => {
      const { credential, prf } = await touchToUnlock(await passkeysThatUnlock());
      return prf === null ? null : unlockWithPasskey(me.id, credential, prf, rostered);
    }, "PasskeyOpensNothing"),
  );
  const offered = hasPasskeys() && (await passkeysThatUnlock()).length > 0;
  byId("unlock-passkey").hidden = !offered;
  (offered ? byId("unlock-passkey-button") : secret).focus();
}

const passkeysThatUnlock = async (): Promise<readonly string[]> =>
  (await storedKeys()).methods.map(readUnlockMethod).flatMap(({ method, credential }) => (method === "passkey" ? [credential] : []));

/** Keeps the seed open and goes on to where the person wanted to. */
async function openWith(me: Me, seed: Uint8Array): Promise<void> {
  await keepUnlocked(me.id, seed);
  const known = await whoAmI();
  location.assign(known.keys === "admitted" ? wanted("/keys") : "/keys");
}

async function showOpen(me: Me, seed: Uint8Array): Promise<void> {
  const keys = await staffKeysOf(seed);
  const roster = await trustedRoster(me);
  if (me.keys === "waiting") {
    byId("own-words").textContent = fingerprint([keys.signingKey, keys.sealing.publicKey]).join(" ");
    byId("waiting-no-instance").hidden = roster !== null;
    return showOnly("keys-waiting", sections);
  }
  if (roster === null) return;
  requireRostered(me.id, keys, roster);
  byId("root-words").textContent = fingerprint([roster.rootKey]).join(" ");
  await startChangingKeys(
    { user: me.id, seed, keys },
    (section) => showOnly(section, sections),
    (problem) => showError(keyProblemText(problem, textsOf())),
  );
  showOnly("keys-open", sections);
}
