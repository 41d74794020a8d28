import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RosterRefusal, verifyIntakeBundle, verifyRoster } from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import { signIntakeBundle } from "../../../src/CaseManager.Browser/lib/roster/intakeBundle.ts";
import { base64url, equal, fromBase64url } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import type { SignedDocument } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import { fuzzRuns, tampered, tampering } from "../fuzz.ts";
import { at, practiceRoster, root } from "./practice.ts";

const { log, first } = await practiceRoster();

/** Whether it is accepted; anything but a refusal by name fails the test. */
function accepts(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof RosterRefusal) return false;
    throw error;
  }
}

describe("a roster from a hostile server", () => {
  it("made of the true entries in any order, with any left out or doubled, is accepted only as a beginning of the true one", () => {
    const places = fc.oneof(fc.array(fc.nat(log.entries.length - 1), { maxLength: 8 }), fc.shuffledSubarray([...log.entries.keys()]));
    fc.assert(
      fc.property(places, (chosen) => {
        const shown: SignedDocument[] = chosen.map((place) => log.entries[place]!);
        const isBeginning = chosen.length > 0 && chosen.every((place, index) => place === index);
        expect(accepts(() => verifyRoster(shown, root.signingKey))).toBe(isBeginning);
        expect(accepts(() => verifyRoster(shown, root.signingKey, log.head()))).toBe(isBeginning && chosen.length === log.entries.length);
      }),
      { numRuns: Math.ceil(fuzzRuns / 4) },
    );
  });

  it("with changed bytes or a changed signature is refused by name", () => {
    fc.assert(
      fc.property(fc.nat(log.entries.length - 1), fc.boolean(), tampering, (place, inSignature, steps) => {
        const entry = log.entries[place]!;
        const changed = inSignature ? { ...entry, signature: tampered(entry.signature, steps) } : { ...entry, bytes: tampered(entry.bytes, steps) };
        if (equal(changed.bytes, entry.bytes) && equal(changed.signature, entry.signature)) return;
        expect(accepts(() => verifyRoster(log.entries.with(place, changed), root.signingKey))).toBe(false);
      }),
      { numRuns: Math.ceil(fuzzRuns / 4) },
    );
  });

  it("a changed intake bundle is refused by name", () => {
    const signed = signIntakeBundle(verifyRoster(log.entries, root.signingKey), at, first);
    fc.assert(
      fc.property(fc.constantFrom("bundle", "signature", "rootKey"), tampering, (field, steps) => {
        const changed = base64url(tampered(fromBase64url(signed[field])!, steps));
        if (changed === signed[field]) return;
        expect(accepts(() => verifyIntakeBundle({ ...signed, [field]: changed }, root.signingKey))).toBe(false);
      }),
      { numRuns: Math.ceil(fuzzRuns / 4) },
    );
  });
});
