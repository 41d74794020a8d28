import { NoAnswer } from "../../lib/casework/caseAnswer.ts";
import { NoKeyForCase } from "../../lib/casework/openCase.ts";
import { RosterRefusal } from "../../lib/roster/index.ts";
import { ChainRefusal, DamagedFile, FrameRefusal } from "../../lib/sealing/index.ts";
import { StaffKeyRefusal } from "../../lib/sealing/staff.ts";
import { ApiProblem } from "../page/api.ts";
import type { Texts } from "../page/texts.ts";
import { textsOf } from "../page/texts.ts";
import { PreviewRefusal } from "./previews.ts";

/** What went wrong, in words a person can act on. */
export function problemText(problem: unknown): string {
  const texts = textsOf("problems");
  if (problem instanceof NoKeyForCase) return texts("NoKey");
  if (problem instanceof ChainRefusal) return texts("ChainRefused", problem.code);
  if (problem instanceof FrameRefusal && problem.code === "audience") return texts("AudienceRefused");
  if (problem instanceof FrameRefusal && problem.code === "revoked-signer") return texts("RevokedSigner");
  if (problem instanceof FrameRefusal || problem instanceof DamagedFile) return texts("Tampered", problem.code);
  if (problem instanceof RosterRefusal && problem.code === "rollback") return texts("RosterOlder");
  if (problem instanceof RosterRefusal || problem instanceof StaffKeyRefusal) return texts("RosterRefused", problem.code);
  if (problem instanceof PreviewRefusal) return texts("PreviewRefused");
  if (problem instanceof NoAnswer) return texts("BadAnswer");
  if (problem instanceof ApiProblem) return apiText(problem, texts);
  throw problem;
}

function apiText({ status, code, details }: ApiProblem, texts: Texts): string {
  if (status === 0) return texts("NoAnswer");
  if (code === "taken") return texts("Taken", (details["assignee"] as { alias?: string } | undefined)?.alias ?? "");
  const known = texts(`Api.${code}`);
  return known === `Api.${code}` ? texts("Refused", code) : known;
}
