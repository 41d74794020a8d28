import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { base64url, utf8, utf8Text } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { keyPairOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import type { SignedDocument } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import { signDocument } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import type { RosterHead } from "../../../src/CaseManager.Browser/lib/roster/entry.ts";
import { certificatesOf, currentEpoch, currentMembers, officers, signingKeyIn, verifyRoster } from "../../../src/CaseManager.Browser/lib/roster/roster.ts";
import { at, epochOf, genesisOf, idOf, instance, memberOf, newLog, practiceRoster, root, stranger } from "./practice.ts";

let practice: Awaited<ReturnType<typeof practiceRoster>>;
beforeAll(async () => {
  practice = await practiceRoster();
});

const codeOf = (log: readonly SignedDocument[], remembered?: RosterHead, pinned = root.signingKey): string | null => {
  try {
    verifyRoster(log, pinned, remembered);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("a roster", () => {
  it("names members, officers and the epoch", () => {
    const { log, first, second, epoch } = practice;
    const roster = verifyRoster(log.entries, root.signingKey);

    expect(currentMembers(roster).map((member) => member.user)).toEqual([idOf(1), idOf(2), idOf(3)]);
    expect(officers(roster).map((member) => member.signingKey)).toEqual([first.signingKey, second.signingKey]);
    expect(currentEpoch(roster)).toMatchObject({ number: 1, publicKey: epoch.publicKey });
    expect(roster.head).toEqual(log.head());
    expect(certificatesOf(roster, second.signingKey).map((one) => one.by)).toEqual([base64url(first.signingKey), base64url(root.signingKey)]);
  });

  it("from another root is refused", () => {
    expect(codeOf(practice.log.entries, undefined, new Uint8Array(32))).toBe("signer");
    expect(codeOf([])).toBe("empty");
  });

  it("older than the one seen before is a rollback", () => {
    const { log } = practice;
    expect(codeOf(log.entries.slice(0, -1), log.head())).toBe("rollback");
    expect(codeOf(log.entries, log.head())).toBeNull();
  });

  it("with another past than the one seen before is a fork", async () => {
    const other = newLog();
    other.add(genesisOf(practice.recovery));
    for (let n = 1; n <= 4; n++) other.add(memberOf(n, await stranger()));

    expect(codeOf(other.entries)).toBeNull();
    expect(codeOf(other.entries, practice.log.head())).toBe("fork");
  });

  it("with a single changed bit is refused", () => {
    const { log } = practice;
    fc.assert(
      fc.property(fc.nat(4), fc.nat(5000), fc.nat(7), (n, place, bit) => {
        const entry = log.entries[n]!;
        const bytes = entry.bytes.slice();
        bytes[place % bytes.length]! ^= 1 << bit;
        expect(codeOf(log.entries.with(n, { ...entry, bytes }))).not.toBeNull();
        const signature = entry.signature.slice();
        signature[place % 64]! ^= 1 << bit;
        expect(codeOf(log.entries.with(n, { ...entry, signature }))).not.toBeNull();
      }),
    );
  });

  it("with an entry dropped, doubled or moved is refused", () => {
    const { entries } = practice.log;
    expect(codeOf(entries.filter((_, i) => i !== 2))).toBe("sequence");
    expect(codeOf([...entries, entries[4]!])).toBe("sequence");
    expect(codeOf([entries[0]!, entries[2]!, entries[1]!])).toBe("sequence");
  });

  const additions: [string, string, (p: typeof practice) => Promise<SignedDocument> | SignedDocument][] = [
    ["an entry by a caseworker", "signer", async (p) => branch(p).add(memberOf(4, await stranger()), p.caseworker)],
    ["an entry by nobody we know", "signer", async (p) => branch(p).add(memberOf(4, await stranger()), await stranger())],
    ["an officer certified by a caseworker", "officer-certificate", async (p) => branch(p).add(memberOf(4, await stranger(), p.caseworker), p.first)],
    ["an officer without certificate", "officer-certificate", async (p) => branch(p).add({ ...memberOf(4, await stranger()), officer: true } as never, p.first)],
    ["a second genesis", "genesis", (p) => branch(p).add(genesisOf(p.recovery))],
    ["new keys for a known person", "member", async (p) => branch(p).add(memberOf(3, await stranger()), p.first)],
    ["two people with one key", "member", (p) => branch(p).add(memberOf(4, p.caseworker), p.first)],
    ["an epoch that skips a number", "epoch", async (p) => branch(p).add(epochOf(3, await keyPairOf()), p.first)],
    ["an epoch again", "epoch", (p) => branch(p).add(epochOf(1, p.epoch), p.first)],
    ["a revocation of nobody", "member", (p) => branch(p).add({ type: "revoked", at, user: idOf(9) }, p.first)],
    ["a spare field", "entry", (p) => branch(p).add({ type: "revoked", at, user: idOf(3), spare: 1 } as never, p.first)],
    ["an unknown type", "entry", (p) => branch(p).add({ type: "promoted", at, user: idOf(3) } as never, p.first)],
    ["a document signed for another use", "signature", (p) => {
      const honest = branch(p).add({ type: "revoked", at, user: idOf(3) }, p.first);
      return signDocument("casemanager/1 release", JSON.parse(utf8Text(honest.bytes)), p.first.signingSeed);
    }],
    ["another instance", "instance", (p) => {
      const honest = branch(p).add({ type: "revoked", at, user: idOf(3) }, p.first);
      return signDocument("casemanager/1 roster", { ...JSON.parse(utf8Text(honest.bytes)), instance: idOf(7) }, p.first.signingSeed);
    }],
  ];
  it.each(additions)("%s is refused", async (_, code, make) => {
    expect(codeOf([...practice.log.entries, await make(practice)])).toBe(code);
  });

  it("a revoked officer signs and certifies nothing any more, but her key still verifies what she wrote", async () => {
    const log = branch(practice);
    log.add({ type: "revoked", at, user: idOf(1) }, practice.second);
    const roster = verifyRoster(log.entries, root.signingKey);

    expect(officers(roster).map((member) => member.user)).toEqual([idOf(2)]);
    expect(signingKeyIn(roster)(idOf(1))).toEqual(practice.first.signingKey);
    log.add(memberOf(4, await stranger()), practice.first);
    expect(codeOf(log.entries)).toBe("signer");
  });

  it("a revoked person does not come back", () => {
    const log = branch(practice);
    log.add({ type: "revoked", at, user: idOf(3) }, practice.second);
    log.add(memberOf(3, practice.caseworker), practice.second);

    expect(codeOf(log.entries)).toBe("member");
  });

  it("an alias may change and an officer may be made of a caseworker", () => {
    const log = branch(practice);
    log.add({ ...memberOf(3, practice.caseworker, practice.second), alias: "New name" } as never, practice.second);
    const member = verifyRoster(log.entries, root.signingKey).members.get(idOf(3));

    expect(member).toMatchObject({ alias: "New name", officer: true });
  });

  it("only the root says which recovery files count, and its last word does", () => {
    const [older, newer] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)].map((files) => ({ type: "recovery", at, files: base64url(files) }) as const);
    const log = branch(practice);
    log.add(older!);
    log.add(newer!);
    const byOfficer = branch(practice);
    byOfficer.add(older!, practice.first);

    expect(verifyRoster(practice.log.entries, root.signingKey).recoveryFiles).toBeNull();
    expect(verifyRoster(log.entries, root.signingKey).recoveryFiles).toEqual(new Uint8Array(32).fill(2));
    expect(codeOf(byOfficer.entries)).toBe("signer");
  });

  it("bytes are kept verbatim: other spacing is another entry", () => {
    const entry = practice.log.entries[0]!;
    const spaced = { ...entry, bytes: utf8(utf8Text(entry.bytes).replace(",", ", ")) };
    expect(codeOf([spaced, ...practice.log.entries.slice(1)])).toBe("signature");
    expect(utf8Text(entry.bytes)).toContain(instance);
  });
});

/** The practice log, to be continued apart. */
function branch({ log }: typeof practice) {
  const copy = newLog();
  for (const entry of log.entries) copy.take(entry);
  return copy;
}
