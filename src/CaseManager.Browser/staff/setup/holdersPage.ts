import { ed25519 } from "@noble/curves/ed25519.js";
import { hashOfFiles, newHolderWords, sealForHolders } from "../../lib/recovery/holders.ts";
import { postedFiles } from "../../lib/recovery/organisation.ts";
import type { RecoverySecrets } from "../../lib/recovery/recoveryText.ts";
import type { Roster } from "../../lib/roster/index.ts";
import { certifyOfficer, RosterRefusal } from "../../lib/roster/index.ts";
import { base64url, equal, fromBase64url, fromHex, hex } from "../../lib/sealing/bytes.ts";
import { fingerprint } from "../../lib/sealing/fingerprint.ts";
import { call } from "../page/api.ts";
import { byId, onSubmit, showBusy, showError } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import { textsOf } from "../page/texts.ts";
import type { Signer } from "../people/extendRoster.ts";
import { entriesBody, signEntries } from "../people/extendRoster.ts";
import { makeEpoch } from "../people/newEpoch.ts";
import { waitingPeople } from "../people/waiting.ts";
import { whoAmI } from "../session/me.ts";
import { trustedRoster } from "../session/trustedRoster.ts";
import { showFiles } from "./fileLinks.ts";
import { takeTurns, turnSections } from "./holderTurns.ts";
import { openTyped, storedFiles } from "./openFile.ts";
import { saying } from "./problems.ts";
import { keepPage, showStep } from "./steps.ts";

const sections = ["holders-start", "holders-opened", ...turnSections, "setup-files", "holders-replaced", "holders-named"];

/** An opened recovery file, and the roster its root may sign. */
interface Opened {
  readonly secrets: RecoverySecrets;
  readonly signer: Signer;
}

/** Keys of somebody who could become an officer. */
interface Candidate {
  readonly alias: string;
  readonly signingKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

type Candidates = ReadonlyMap<string, Candidate>;

/** Two holders open the recovery file in the administrator's browser: for new words, or to name an officer. */
export async function startHoldersPage(): Promise<void> {
  await saying(async () => {
    showStep("holders-start", sections);
    const stored = await storedFiles();
    byId("copies").hidden = stored === null;
    byId("copies-none").hidden = stored !== null;
    if (stored === null) return;
    showFiles("copies-list", stored.files);
    byId("copies-since").replaceChildren(textsOf()("Copied"), " ", moment(stored.storedAt));
  });
  onSubmit(byId<HTMLFormElement>("open-form"), () =>
    saying(async () => {
      const opened = await open();
      if (opened === null) return;
      const known = await candidates(opened.signer.roster);
      showWords(known);
      showStep("holders-opened", sections);
      offer(opened, known);
    }));
}

async function open(): Promise<Opened | null> {
  const roster = await trustedRoster(await whoAmI());
  if (roster === null) throw new RosterRefusal("empty");
  const secrets = await openTyped(roster.instance, textsOf());
  if (secrets === null) return null;
  const signingKey = ed25519.getPublicKey(secrets.rootSeed);
  if (!equal(signingKey, roster.rootKey)) {
    showError(textsOf()("OtherOrganisation"));
    return null;
  }
  return { secrets, signer: { roster, keys: { signingSeed: secrets.rootSeed, signingKey } } };
}

function offer(opened: Opened, known: Candidates): void {
  const close = (section: string): void => {
    opened.secrets.rootSeed.fill(0);
    showStep(section, sections);
  };
  onSubmit(byId<HTMLFormElement>("replace-form"), () =>
    saying(async () => {
      await replace(opened);
      close("holders-replaced");
    }));
  const form = document.getElementById("officer-form") as HTMLFormElement | null;
  if (form === null) return;
  onSubmit(form, () =>
    saying(async () => {
      const user = form.querySelector<HTMLInputElement>('input[name="officer"]:checked')?.value;
      // The keys whose words were compared, whatever the server says by now.
      const chosen = known.get(user ?? "");
      if (user === undefined || chosen === undefined || !byId<HTMLInputElement>("officer-compared").checked) return showError(textsOf()("CompareFirst"));
      await nameOfficer(await upToDate(opened.signer), user, chosen);
      close("holders-named");
    }));
}

async function replace({ secrets, signer }: Opened): Promise<void> {
  await showBusy("make-busy");
  const words = newHolderWords();
  const files = await sealForHolders(secrets, words, () => showBusy("make-busy"));
  byId("make-busy").hidden = true;
  const letGo = keepPage();
  const { rootKey, instance } = signer.roster;
  await takeTurns({ instance, rootKey, words, files }, sections);
  showFiles("files", files);
  byId("root-words").textContent = fingerprint([rootKey]).join(" ");
  byId("root-hex").textContent = hex(rootKey);
  showStep("setup-files", sections);
  await new Promise<void>((done) =>
    onSubmit(byId<HTMLFormElement>("finish-form"), () =>
      saying(async () => {
        if (!byId<HTMLInputElement>("files-kept").checked) return showError(textsOf()("FilesNotKept"));
        const at = new Date().toISOString();
        const [entry] = signEntries(await upToDate(signer), [{ type: "recovery", at, files: base64url(hashOfFiles(files)) }]);
        await call("POST", "/api/staff/recovery-files", { entry: entriesBody([entry!], noKeys).entries[0], files: postedFiles(files) });
        done();
      })));
  letGo();
}

const noKeys = { epochWraps: [], intake: null };

/** Somebody may have signed while the holders wrote down their words. */
async function upToDate({ keys }: Signer): Promise<Signer> {
  const roster = await trustedRoster(await whoAmI());
  if (roster === null) throw new RosterRefusal("empty");
  return { roster, keys };
}

async function nameOfficer(signer: Signer, user: string, { alias, signingKey, publicKey }: Candidate): Promise<void> {
  const at = new Date().toISOString();
  const openers = byId("holders-start").dataset["openers"]!.split(" ");
  const { entries, along } = await makeEpoch(signer, openers, at, [
    {
      type: "member", at, user, alias, signingKey: base64url(signingKey), publicKey: base64url(publicKey), officer: true,
      officerCertificate: certifyOfficer(fromHex(signer.roster.instance), signingKey, signer.keys.signingSeed),
    },
  ]);
  await call("POST", "/api/staff/officers", entriesBody(entries, along));
}

function showWords(known: Candidates): void {
  for (const hint of document.querySelectorAll<HTMLElement>("[data-words-of]")) {
    const user = hint.dataset["wordsOf"]!;
    const candidate = known.get(user);
    hint.textContent = candidate === undefined ? "" : fingerprint([candidate.signingKey, candidate.publicKey]).join(" ");
    byId(`officer-${user}`).toggleAttribute("disabled", candidate === undefined);
  }
}

/** Members as the roster names them, and people who wait as the server says: only the six words vouch for those. */
async function candidates(roster: Roster): Promise<Candidates> {
  const members = [...roster.members.values()].filter(({ revokedAt }) => revokedAt === null).map((member) => [member.user, member] as const);
  const waiting = (await waitingPeople()).map(({ id, alias, signingKey, recipientKey }) =>
    [id, { alias, signingKey: fromBase64url(signingKey)!, publicKey: fromBase64url(recipientKey)! }] as const);
  return new Map<string, Candidate>([...waiting, ...members]);
}
