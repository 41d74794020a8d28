import type { Pair, RecoveryFiles } from "../../lib/recovery/holders.ts";
import { openForHolders, typedWords } from "../../lib/recovery/holders.ts";
import type { RecoverySecrets } from "../../lib/recovery/recoveryText.ts";
import { fromBase64url } from "../../lib/sealing/bytes.ts";
import { base64urlText, instant, object } from "../../lib/sealing/shape.ts";
import { ApiProblem, call } from "../page/api.ts";
import { byId, showBusy, showError } from "../page/dom.ts";
import type { Texts } from "../page/texts.ts";

const file = base64urlText(6000);
const answerShape = object({ files: object({ AB: file, AC: file, BC: file }), storedAt: instant });

/** The files the server keeps; `null` where it has none. Throws ApiProblem. */
export async function storedFiles(): Promise<{ readonly files: RecoveryFiles; readonly storedAt: string } | null> {
  try {
    const answer = await call("GET", "/api/staff/recovery-files");
    if (!answerShape(answer)) throw new Error("the server's answer is none");
    const { AB, AC, BC } = answer.files;
    return { files: { AB: fromBase64url(AB)!, AC: fromBase64url(AC)!, BC: fromBase64url(BC)! }, storedAt: answer.storedAt };
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.code === "no-recovery-files") return null;
    throw problem;
  }
}

/**
 * Opens the file of the two who typed their words, from the server or from a backup.
 * @param instance of the organisation, 32 hex digits.
 * @returns `null` where it stays closed; the page says why, and what was typed is still there.
 * @throws DamagedFile, ApiProblem
 */
export async function openTyped(instance: string, texts: Texts): Promise<RecoverySecrets | null> {
  const say = (name: string): null => (showError(texts(name)), null);
  const pair = document.querySelector<HTMLInputElement>('input[name="pair"]:checked')!.value as Pair;
  const fields = ["first-words", "second-words"].map((id) => byId<HTMLInputElement>(id));
  const [first, second] = fields.map(({ value }) => typedWords(value));
  if (first == null || second == null) return say("TenWords");
  const own = byId<HTMLInputElement>("own-file").files?.[0];
  const bytes = own === undefined ? (await storedFiles())?.files[pair] : new Uint8Array(await own.arrayBuffer());
  if (bytes === undefined) return say("NoFile");
  await showBusy("open-busy");
  try {
    const secrets = await openForHolders(bytes, pair, { [pair[0] as string]: first, [pair[1] as string]: second });
    if (secrets === null) return say("WrongWords");
    if (secrets.instance !== instance) return say("OtherOrganisation");
    for (const field of fields) field.value = "";
    return secrets;
  } finally {
    byId("open-busy").hidden = true;
  }
}
