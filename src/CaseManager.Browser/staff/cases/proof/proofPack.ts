import { NoAnswer } from "../../../lib/casework/caseAnswer.ts";
import { eraseSecrets } from "../../../lib/links/index.ts";
import type { Pack, Say } from "../../../lib/proof/index.ts";
import { hex } from "../../../lib/sealing/index.ts";
import { randomBytes } from "../../../lib/sealing/bytes.ts";
import { instant, list, object, text } from "../../../lib/sealing/shape.ts";
import { ApiProblem, call } from "../../page/api.ts";
import { byId, element, onSubmit } from "../../page/dom.ts";
import { moment } from "../../page/moments.ts";
import { pause } from "../../page/pause.ts";
import { textsOf } from "../../page/texts.ts";
import type { CaseContext } from "../context.ts";
import { problemText } from "../problems.ts";
import { openedFor, unshownAnswers } from "./opened.ts";

const packs = object({ packs: list(object({ at: instant, by: text(200), recipient: text(40) }), 100_000) });

/** Lets a caseworker make one file that proves what was done, and shows which were made before. */
export function startProofPack(context: CaseContext): { draw(): void } {
  const { file } = context;
  const address = `/api/staff/cases/${file.caseId}/proof-packs`;
  const texts = textsOf("proof-texts");
  // The same number until a pack is made: what is asked for again after a lost answer is written down once.
  let asked: { readonly key: string; readonly id: string } | null = null;
  let busy = false;

  for (const id of ["proof-all", "proof-some"]) byId(id).addEventListener("change", () => (byId("proof-some-box").hidden = !byId<HTMLInputElement>("proof-some").checked));
  onSubmit(byId<HTMLFormElement>("proof-form"), async () => {
    const recipient = byId<HTMLSelectElement>("proof-recipient");
    const ids = chosen();
    byId("proof-recipient-missing").hidden = recipient.value !== "";
    byId("proof-some-missing").hidden = ids === null || ids.length > 0;
    if (recipient.value === "") return recipient.focus();
    if (ids?.length === 0) return byId<HTMLInputElement>("proof-some").focus();
    const key = `${recipient.value} ${ids?.join(" ") ?? ""}`;
    asked = asked?.key === key ? asked : { key, id: hex(randomBytes(16)) };
    busy = true;
    byId("proof-done").hidden = true;
    tell("");
    try {
      byId("proof-progress").textContent = texts("Reading");
      const parts = await load();
      // What was written since the page was opened belongs into the pack too.
      await file.reload();
      const extract = await call("POST", address, { packId: asked.id, recipient: recipient.value, requestIds: ids });
      try {
        show(await parts.makePack({
          extract,
          opened: openedFor(context),
          choice: {
            note: eraseSecrets(byId<HTMLTextAreaElement>("proof-note").value.trim()),
            withUnshown: byId<HTMLInputElement>("proof-unshown").checked,
            by: { staffId: file.me.staffId, alias: context.nameOf(`staff:${file.me.staffId}`) },
          },
          signingSeed: file.me.keys.signingSeed,
          say: sayOf(),
          painter: parts.canvasPainter(),
          async tell(done) {
            byId("proof-progress").textContent = texts("Writing", Math.round(done * 100));
            await pause();
          },
        }));
        asked = null;
      } catch (problem) {
        if (!(problem instanceof parts.ProofRefusal)) throw problem;
        asked = null;
        tell(texts(`Refused.${problem.code}`, problem.at));
      }
    } catch (problem) {
      // Whatever the server refused is no pack; only an answer that got lost may be one.
      if (problem instanceof ApiProblem) asked = null;
      tell(problem instanceof NotLoaded ? texts("NotLoaded") : problemText(problem));
    } finally {
      busy = false;
      byId("proof-progress").textContent = "";
    }
    await drawMade().catch(() => undefined);
  });

  function show(pack: Pack): void {
    const save = byId<HTMLAnchorElement>("proof-save");
    if (save.href !== "") URL.revokeObjectURL(save.href);
    save.href = URL.createObjectURL(new Blob([new Uint8Array(pack.zip)], { type: "application/zip" }));
    save.download = pack.name;
    save.textContent = texts("Save", pack.name);
    byId("proof-done-text").textContent = texts("Done");
    byId("proof-hash-label").textContent = texts("Hash");
    byId("proof-hash").textContent = pack.sha256.match(/.{8}/g)!.join(" ");
    byId("proof-key").textContent = texts("Key", pack.keyMark);
    byId("proof-done").hidden = false;
    byId("proof-done").focus();
    save.click();
  }

  async function drawMade(): Promise<void> {
    const answer = await call("GET", address);
    if (!packs(answer)) throw new NoAnswer();
    byId("proof-made").hidden = answer.packs.length === 0;
    byId("proof-list").replaceChildren(...answer.packs.map(({ at, by, recipient }) =>
      element("li", {}, element("strong", {}, texts(`Recipient.${recipient}`)), ", ", moment(at), ", ", element("bdi", {}, by))));
  }

  // The case can be worked on without this list.
  void drawMade().catch(() => undefined);
  return {
    draw() {
      if (busy) return;
      const { consents } = file.current().answer;
      const consent = consents.find(({ purpose, withdrawnAt }) => purpose === "partner-transfer" && withdrawnAt === null);
      const { requests } = context.takedowns();
      byId("proof-none").hidden = requests.length > 0;
      byId("proof-not-agreed").hidden = consent !== undefined;
      byId("proof-agreed").hidden = consent === undefined;
      if (consent !== undefined) byId("proof-agreed-at").replaceChildren(moment(consent.givenAt));
      byId("proof-form").hidden = consent === undefined || requests.length === 0;
      byId("proof-unshown-box").hidden = unshownAnswers(context).size === 0;
      const ticked = new Set(chosen() ?? []);
      byId("proof-links").replaceChildren(...requests.map((request) => linkChoice(request, ticked.has(request.requestId), context)));
    },
  };
}

/** Ids of the chosen requests; `null` for all. */
function chosen(): string[] | null {
  if (byId<HTMLInputElement>("proof-all").checked) return null;
  return [...byId("proof-links").querySelectorAll<HTMLInputElement>("input:checked")].map(({ value }) => value);
}

function linkChoice({ requestId, url, recipientName }: { readonly requestId: string; readonly url: string | null; readonly recipientName: string }, isChecked: boolean, { texts }: CaseContext): HTMLElement {
  const id = `proof-link-${requestId}`;
  const box = element("input", { type: "checkbox", class: "govuk-checkboxes__input", id, value: requestId, autocomplete: "off" });
  box.checked = isChecked;
  return element(
    "div", { class: "govuk-checkboxes__item" }, box,
    element("label", { class: "govuk-label govuk-checkboxes__label cm-proof-link", for: id }, element("bdi", {}, url ?? texts("UrlDestroyed")), ` (${recipientName})`),
  );
}

function tell(problem: string): void {
  const box = byId("proof-problem");
  box.textContent = problem;
  box.hidden = problem === "";
  if (problem !== "") box.focus();
}

// Words that the case's page has anyway.
const families: Readonly<Record<string, string>> = { Class: "answer", Outcome: "outcome", Request: "request", Target: "target", Verdict: "verdict" };

function sayOf(): Say {
  const [own, codes] = [textsOf("pdf-texts"), textsOf("codes")];
  return (name, ...values) => {
    const said = own(name, ...values);
    const [family, code] = name.split(".");
    if (said !== name || code === undefined) return said;
    const known = `${families[family!]}.${code}`;
    const word = codes(known);
    return word === known ? name : word;
  };
}

class NotLoaded extends Error {
  override readonly name = "NotLoaded";
}

/** The part that writes PDF files is large, and few pages need it. */
async function load(): Promise<typeof import("./bundle.ts")> {
  const where = "/built/staff.proof.js";
  try {
    return (await import(where)) as typeof import("./bundle.ts");
  } catch {
    throw new NotLoaded();
  }
}
