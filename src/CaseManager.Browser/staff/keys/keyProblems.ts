import { RosterRefusal } from "../../lib/roster/index.ts";
import { WaysRefusal } from "../../lib/sealing/changeUnlock.ts";
import { DamagedFile } from "../../lib/sealing/index.ts";
import { StaffKeyRefusal } from "../../lib/sealing/staffKeys.ts";
import { ApiProblem } from "../page/api.ts";
import type { Texts } from "../page/texts.ts";

/** What went wrong with keys or the roster, in words a person can act on. */
export function keyProblemText(problem: unknown, texts: Texts): string {
  if (problem instanceof RosterRefusal && problem.code === "rollback") return texts("RosterOlder");
  if (problem instanceof RosterRefusal) return texts("RosterRefused", problem.code);
  if (problem instanceof StaffKeyRefusal && problem.code === "weak-cost") return texts("CostRefused");
  if (problem instanceof StaffKeyRefusal || problem instanceof DamagedFile) return texts("KeysRefused", problem.code);
  if (problem instanceof WaysRefusal) return texts(`Api.${problem.code}`);
  if (problem instanceof DOMException) return passkeyText(problem, texts);
  if (problem instanceof ApiProblem) return apiText(problem, texts);
  return texts("Unexpected");
}

function apiText({ status, code }: ApiProblem, texts: Texts): string {
  if (status === 0) return texts("NoAnswer");
  const known = texts(`Api.${code}`);
  return known === `Api.${code}` ? texts("ServerRefused", code) : known;
}

/** What a browser says of a passkey, by the name of its exception. */
export function passkeyText({ name }: DOMException, texts: Texts): string {
  if (name === "InvalidStateError") return texts("PasskeyHereAlready");
  if (name === "SecurityError") return texts("PasskeyNotHere");
  return texts(name === "NotAllowedError" || name === "AbortError" ? "PasskeyCalledOff" : "Unexpected");
}
