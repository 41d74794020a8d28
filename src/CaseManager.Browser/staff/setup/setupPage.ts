import type { RecoveryFiles } from "../../lib/recovery/holders.ts";
import { newHolderWords, sealForHolders } from "../../lib/recovery/holders.ts";
import type { FirstMember, NewOrganisation } from "../../lib/recovery/organisation.ts";
import { dropSecrets, newOrganisation, secretsOf, signFirstRoster } from "../../lib/recovery/organisation.ts";
import { base64url, fromBase64url, hex } from "../../lib/sealing/bytes.ts";
import { fingerprint } from "../../lib/sealing/fingerprint.ts";
import { ApiProblem, call } from "../page/api.ts";
import { byId, onSubmit, showBusy, showError } from "../page/dom.ts";
import { pause } from "../page/pause.ts";
import { textsOf } from "../page/texts.ts";
import type { WaitingPerson } from "../people/waiting.ts";
import { remember } from "../session/device.ts";
import { whoAmI } from "../session/me.ts";
import { showFiles } from "./fileLinks.ts";
import { takeTurns, turnSections } from "./holderTurns.ts";
import { officerChoice } from "./officerChoice.ts";
import { saying } from "./problems.ts";
import { keepPage, showStep } from "./steps.ts";

const sections = ["setup-officers", ...turnSections, "setup-files", "setup-done"];

/** What was made so far; all of it lives in this page alone. */
interface Made {
  readonly organisation: NewOrganisation;
  readonly files: RecoveryFiles;
  readonly letGo: () => void;
}

/** The ceremony: officers, then root and recovery keys for three holders, then one post with nothing secret in it. */
export async function startSetupPage(): Promise<void> {
  const choice = officerChoice();
  let made: Made | null = null;
  let officers: readonly WaitingPerson[] = [];
  await saying(choice.look);
  showStep("setup-officers", sections);
  byId("look-again").addEventListener("click", () => void saying(choice.look));

  onSubmit(byId<HTMLFormElement>("officers-form"), () =>
    saying(async () => {
      officers = choice.compared();
      if (officers.length < 2) return showError(textsOf()("TwoOfficers"));
      made ??= await make();
      showStep("setup-files", sections);
    }));

  onSubmit(byId<HTMLFormElement>("finish-form"), () =>
    saying(async () => {
      if (!byId<HTMLInputElement>("files-kept").checked) return showError(textsOf()("FilesNotKept"));
      if (made === null) return;
      await showBusy("finish-busy");
      try {
        await finish(made, officers);
      } catch (problem) {
        if (!isAboutOfficers(problem)) throw problem;
        // The keys and the words stay; only who the officers are is decided again.
        await choice.look();
        showStep("setup-officers", sections);
        throw problem;
      } finally {
        byId("finish-busy").hidden = true;
      }
      showStep("setup-done", sections);
    }));
}

async function make(): Promise<Made> {
  await showBusy("make-busy");
  try {
    const organisation = await newOrganisation();
    const words = newHolderWords();
    const files = await sealForHolders(secretsOf(organisation), words, () => showBusy("make-busy"));
    const letGo = keepPage();
    const { instance, root } = organisation;
    await takeTurns({ instance, rootKey: root.signingKey, words, files }, sections);
    showFiles("files", files);
    byId("root-words").textContent = byId("done-root").textContent = fingerprint([root.signingKey]).join(" ");
    byId("root-hex").textContent = hex(root.signingKey);
    return { organisation, files, letGo };
  } finally {
    byId("make-busy").hidden = true;
  }
}

async function finish({ organisation, files, letGo }: Made, officers: readonly WaitingPerson[]): Promise<void> {
  const rootKey = base64url(organisation.root.signingKey);
  const first = await signFirstRoster(organisation, officers.map(memberOf), files, new Date().toISOString());
  await pause();
  try {
    await call("POST", "/api/staff/setup", first);
  } catch (problem) {
    // Ours, and only the answer was lost.
    const isOurs = problem instanceof ApiProblem && problem.code === "instance-exists" && (await whoAmI()).rootKey === rootKey;
    if (!isOurs) throw problem;
  }
  await remember("root", rootKey);
  dropSecrets(organisation);
  letGo();
}

const memberOf = ({ id, alias, signingKey, recipientKey }: WaitingPerson): FirstMember => ({
  user: id, alias, signingKey: fromBase64url(signingKey)!, publicKey: fromBase64url(recipientKey)!, officer: true, opensReports: true,
});

const isAboutOfficers = (problem: unknown): boolean =>
  problem instanceof ApiProblem && ["roster-member", "two-officers", "epoch-wrap"].includes(problem.code);
