import type { Author, Body } from "../sealing/index.ts";
import { FrameRefusal } from "../sealing/index.ts";
import type { CaseKeysAnswer } from "./turning.ts";

/** For whom a case is wrapped from now on, besides recovery. */
export interface Audience {
  /** Whether the team's newest epoch is among them. */
  readonly team: boolean;
  /** Staff ids, 32 hex digits. */
  readonly staff: readonly string[];
  readonly receipt: boolean;
}

/** A verified statement about who works on a case, and what its author had seen. */
export interface Handover {
  readonly author: Author;
  readonly sequence: number;
  readonly heads: readonly { readonly author: Author; readonly sequence: number }[];
  readonly body: Body<"handover">;
}

/**
 * For whom the server says a case is wrapped, held against what colleagues signed.
 * @throws FrameRefusal `audience` where a case that was restricted is to be opened to the team, or to somebody nobody let in.
 */
export function audienceOf({ restricted, staff, hasReceipt }: CaseKeysAnswer, handovers: readonly Handover[]): Audience {
  const signed = handovers.filter(({ body }) => body.action === "restrict" || body.action === "lift");
  const isRestricted = standing(signed).some(({ body }) => body.action === "restrict");
  if (isRestricted && (!restricted || !staff.every((one) => isLetIn(one, handovers)))) throw new FrameRefusal("audience");
  return { team: !restricted, staff, receipt: hasReceipt };
}

/** Whether the last word about somebody lets her in; where two did not know of each other, the one that does not. */
function isLetIn(staff: string, handovers: readonly Handover[]): boolean {
  const about = handovers.filter(({ body }) => body.action === "restrict" || (body.action !== "lift" && body.staff.includes(staff)));
  const last = standing(about);
  return last.length > 0 && last.every(({ body }) => body.action !== "end" && body.staff.includes(staff));
}

/** Those statements that no other one was written in the knowledge of. */
const standing = (handovers: readonly Handover[]): Handover[] =>
  handovers.filter((one) => !handovers.some((other) => other !== one && knows(other, one)));

const knows = (later: Handover, earlier: Handover): boolean =>
  later.author === earlier.author
    ? later.sequence > earlier.sequence
    : later.heads.some((head) => head.author === earlier.author && head.sequence >= earlier.sequence);
