import { ApiRefusal, CaseBroken, KeysRenewing, NotHerCase, NotReached } from "../lib/reporting/index.ts";
import { RosterRefusal } from "../lib/roster/index.ts";
import { DamagedFile, FrameRefusal, TooMuchWork } from "../lib/sealing/index.ts";
import { text } from "./texts.ts";

/** What went wrong, in words she can act on. Throws what is a fault of our own code. */
export function wordsFor(failure: unknown): string {
  if (failure instanceof KeysRenewing) return text("keys-renewing");
  if (failure instanceof CaseBroken) return text("case-broken-unsent");
  if (failure instanceof TooMuchWork) return text("too-much-work");
  if (failure instanceof NotReached) return text("not-reached");
  if (failure instanceof RosterRefusal) return text("keys-wrong");
  if (failure instanceof NotHerCase || failure instanceof FrameRefusal || failure instanceof DamagedFile) return text("case-not-hers");
  if (!(failure instanceof ApiRefusal)) throw failure;
  switch (failure.code) {
    case "not-accepting":
      return text("not-accepting");
    case "too-large":
    case "object-too-large":
      return text("too-large");
    case "documents-full":
      return text("documents-full");
    case "unknown-receipt":
      return text("receipt-unknown");
    default:
      return text("refused", failure.code);
  }
}
