import { describe, expect, it } from "vitest";
import type { Audience } from "../../../src/CaseManager.Browser/lib/casework/audience.ts";
import { audienceOf } from "../../../src/CaseManager.Browser/lib/casework/audience.ts";
import type { OpenKeys } from "../../../src/CaseManager.Browser/lib/casework/openKeys.ts";
import { openKeys } from "../../../src/CaseManager.Browser/lib/casework/openKeys.ts";
import { wrapForReceipt, wrapKeys } from "../../../src/CaseManager.Browser/lib/casework/wrapKeys.ts";
import type { Caseworker } from "../../../src/CaseManager.Browser/lib/casework/caseworker.ts";
import { entriesOf } from "../../../src/CaseManager.Browser/lib/casework/entry.ts";
import { openCase } from "../../../src/CaseManager.Browser/lib/casework/openCase.ts";
import { nextObject, sealNext } from "../../../src/CaseManager.Browser/lib/casework/sealNext.ts";
import { openCase as openHers } from "../../../src/CaseManager.Browser/lib/reporting/openCase.ts";
import { KeysRenewing, sealForCase, writeToCase } from "../../../src/CaseManager.Browser/lib/reporting/writeToCase.ts";
import { deriveReceiptKeys, fromBase64url, identityOf, keyPairOf, newReceipt, open } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { idOf } from "../roster/practice.ts";
import { afterLeaving, at, practiceReport, practiceTakenUp, practiceTeam } from "./practice.ts";

type TakenUp = Awaited<ReturnType<typeof practiceTakenUp>>;

const note = (text: string) => nextObject("note", { v: 1, text, at });
const message = (text: string) => nextObject("message", { v: 1, text, at });
const ofTheTeam = (epoch: number) => (recipient: string): boolean => ["recovery", "receipt", `epoch:${epoch}`].includes(recipient);

/** Turns the case as an officer's browser does. */
async function turn({ server }: Pick<TakenUp, "server">, officer: Caseworker, rekey: boolean): Promise<void> {
  const answer = server.keysAnswer({ rekey });
  const keys = (await openKeys(answer, officer))!;
  server.takeKeys(await wrapKeys(keys, answer, audienceOf(answer, []), rekey, officer), ofTheTeam(2));
}

/** Her case as her own browser opens it. */
const hers = ({ server, prepared }: TakenUp, person: Caseworker) => {
  const intake = { instanceId: prepared.instanceId, salt: person.roster.salt, epoch: 2, epochRecipient: "", recoveryRecipient: "", at };
  const answer = server.answer();
  return openHers({
    case: { ...answer.case, publicKey: Buffer.from(prepared.key.publicKey).toString("base64url"), stage: "read", takenUpAt: at },
    wraps: server.everyWrap().filter(({ keyPair, recipient }) => keyPair === "C" && recipient === "receipt"),
    objects: answer.objects.filter(({ keyPair }) => keyPair === "C"), consents: [],
  } as never, intake, person.roster, prepared.receiptKeys);
};

describe("turning a case to a new epoch", () => {
  it("leaves no wrap for the old key, and everything readable with the new one", async () => {
    const team = await practiceTeam();
    const { server, opened } = await practiceTakenUp(team);
    server.take(await sealNext(opened, team.caseworker, [note("before"), message("to her")]));
    const { first, next } = await afterLeaving(team);

    await turn({ server }, first, false);

    expect(server.everyWrap().map(({ keyPair, generation, recipient }) => `${keyPair}${generation} ${recipient}`).sort())
      .toEqual(["C0 epoch:2", "C0 receipt", "C0 recovery", "N0 epoch:2", "N0 recovery"]);
    const withNewOnly = { ...first, epochs: new Map([[2, next]]) };
    const again = await openCase(server.answer(), server.caseId, withNewOnly);
    expect(entriesOf(again.entries, "note").map(({ body }) => body.text)).toEqual(["before"]);
    expect(again.refused).toEqual([]);
  });

  it("does nothing for a case of which a key is missing to this person", async () => {
    const team = await practiceTeam();
    const { server } = await practiceTakenUp(team);
    const { first } = await afterLeaving(team);
    const withoutNotes = server.keysAnswer({ wraps: server.everyWrap().filter(({ keyPair }) => keyPair === "C") });

    expect(await openKeys(withoutNotes, first)).toBeNull();
    expect(await openKeys(server.keysAnswer(), { ...first, epochs: new Map() })).toBeNull();
  });

  it("does nothing for a case with a key that nobody announced", async () => {
    const team = await practiceTeam();
    const { server } = await practiceTakenUp(team);
    const { first } = await afterLeaving(team);
    const answer = server.keysAnswer();

    expect(await openKeys({ ...answer, wrapped: [...answer.wrapped, { keyPair: "C", generation: 1, recipient: "epoch:1" }] }, first)).toBeNull();
  });

  it("seals to nobody whom only the server names, and to nobody who left", async () => {
    const team = await practiceTeam();
    const { server } = await practiceTakenUp(team);
    const { first } = await afterLeaving(team);
    const answer = server.keysAnswer();
    const keys = (await openKeys(answer, first))!;
    const wrap = (staff: string) => wrapKeys(keys, answer, { ...audienceOf(answer, []), staff: [staff] }, true, first);

    await expect(wrap(idOf(9))).rejects.toMatchObject({ code: "audience" });
    await expect(wrap(team.caseworker.staffId)).rejects.toMatchObject({ code: "audience" });
  });

  it("seals to her receipt only what is hers", async () => {
    const team = await practiceTeam();
    const { server } = await practiceTakenUp(team);
    const { first } = await afterLeaving(team);
    const answer = server.keysAnswer();

    const { wraps } = await wrapKeys((await openKeys(answer, first))!, answer, audienceOf(answer, []), true, first);

    expect(wraps.filter(({ recipient }) => recipient === "receipt").map(({ keyPair }) => keyPair)).toEqual(["C"]);
  });
});

describe("somebody who left", () => {
  it("opens nothing that is written after the second step, with all she kept and the whole database", async () => {
    const team = await practiceTeam();
    const taken = await practiceTakenUp(team);
    const { server, opened } = taken;
    const kept = await everythingOf(team.caseworker, server);
    server.take(await sealNext(opened, team.caseworker, [note("before she left")]));
    const { first, second } = await afterLeaving(team);
    await turn({ server }, first, true);
    const turned = await openCase(server.answer(), server.caseId, second);
    server.take(await sealNext(turned, second, [note("after"), message("after, to her")]));
    const mine = await hers(taken, second);
    server.take([await written(mine, "after, by her")]);

    const dump = [...server.everyWrap(), ...server.answer().objects];
    const readable = await openableBy(kept, dump);

    const colleagues = await openCase(server.answer(), server.caseId, second);
    expect(entriesOf(colleagues.entries, "note").map(({ body }) => body.text)).toEqual(["before she left", "after"]);
    expect(entriesOf(colleagues.entries, "message").map(({ body }) => body.text)).toEqual(["after, to her", "after, by her"]);
    // What the old keys still open: what was there before, and the announcements, which hold public keys only.
    expect(readable.map(({ kind, generation }) => `${kind} ${generation}`).sort())
      .toEqual(["announcement 0", "announcement 0", "announcement 0", "note 0", "report 0", "triage-card 0"]);
  });

  it("still opens what is written between the two steps", async () => {
    const team = await practiceTeam();
    const { server } = await practiceTakenUp(team);
    const kept = await everythingOf(team.caseworker, server);
    const { second } = await afterLeaving(team);
    const between = await openCase(server.answer(), server.caseId, second);
    server.take(await sealNext({ ...between, n: { ...between.n!, announcedBy: null } }, second, [note("between")]));

    expect((await openableBy(kept, server.answer().objects)).map(({ kind }) => kind)).toContain("note");
  });

  it("cannot have a key she announces afterwards written to, by staff or by the survivor", async () => {
    const team = await practiceTeam();
    const taken = await practiceTakenUp(team);
    const answer = taken.server.keysAnswer();
    const { second } = await afterLeaving(team);
    // With the server's help: her signature is as good as before, and she knows the new key.
    const change = await wrapKeys((await openKeys(answer, team.caseworker))!, answer, audienceOf(answer, []), true, team.caseworker);
    taken.server.takeKeys(change, () => true);

    const opened = await openCase(taken.server.answer(), taken.server.caseId, second);
    await expect(sealNext(opened, second, [message("x")])).rejects.toMatchObject({ code: "revoked-signer" });
    await expect(sealNext(opened, second, [note("x")])).rejects.toMatchObject({ code: "revoked-signer" });
    const mine = await hers(taken, second);
    expect(mine.standing).toBe(false);
    await expect(writeToCase(mine, "message", { v: 1, text: "x", at }, { method: "POST", path: "/" }, async () => mine)).rejects.toThrow(KeysRenewing);
  });

  it("is shut out again by the next key, which a colleague's browser makes", async () => {
    const team = await practiceTeam();
    const taken = await practiceTakenUp(team);
    const { server } = taken;
    const { second } = await afterLeaving(team);
    const answer = server.keysAnswer();
    server.takeKeys(await wrapKeys((await openKeys(answer, team.caseworker))!, answer, audienceOf(answer, []), true, team.caseworker), () => true);

    await turn({ server }, second, true);

    const opened = await openCase(server.answer(), server.caseId, second);
    expect([opened.c.generation, opened.n!.generation]).toEqual([2, 2]);
    expect((await hers(taken, second)).standing).toBe(true);
    await sealNext(opened, second, [message("x"), note("x")]);
  });
});

describe("a restricted case", () => {
  it("is wrapped for those who work on it, for recovery and for her, and for no team key", async () => {
    const team = await practiceTeam();
    const { server } = await practiceTakenUp(team);
    const answer = server.keysAnswer();
    const audience: Audience = { team: false, staff: [team.second.staffId], receipt: true };

    const change = await wrapKeys((await openKeys(answer, team.second))!, answer, audience, true, team.second);
    server.takeKeys(change, (recipient) => ["recovery", "receipt", `staff:${team.second.staffId}`].includes(recipient));

    expect(server.everyWrap().map(({ recipient }) => recipient).filter((recipient) => recipient.startsWith("epoch"))).toEqual([]);
    const opened = await openCase(server.answer(), server.caseId, { ...team.second, epochs: new Map() });
    expect(opened).toMatchObject({ refused: [], notesClosed: false });
    await expect(openCase(server.answer(), server.caseId, team.first)).rejects.toThrow();
  });
});

describe("a case that colleagues restricted", () => {
  /** The second officer restricts it to herself and the caseworker, and lets the first one in later. */
  async function restricted(...more: readonly { readonly by: "second" | "caseworker"; readonly action: "grant" | "end" | "lift"; readonly staff: readonly string[] }[]) {
    const team = await practiceTeam();
    const { server } = await practiceTakenUp(team);
    for (const { by, action, staff } of [{ by: "second", action: "restrict", staff: [team.second.staffId, team.caseworker.staffId] } as const, ...more]) {
      const opened = await openCase(server.answer(), server.caseId, team[by]);
      server.take(await sealNext(opened, team[by], [nextObject("handover", { v: 1, action, staff, at })]));
    }
    const answer = server.keysAnswer({ restricted: true });
    const { handovers } = (await openKeys(answer, team.second))!;
    return { team, audience: (change: Partial<typeof answer>) => () => audienceOf({ ...answer, ...change }, handovers) };
  }

  it("is not opened to the team because the server says so", async () => {
    const { audience } = await restricted();

    expect(audience({ restricted: false })).toThrow("audience");
  });

  it("is not opened to a colleague nobody let in", async () => {
    const { team, audience } = await restricted();

    expect(audience({ staff: [team.second.staffId, team.caseworker.staffId] })()).toMatchObject({ team: false });
    expect(audience({ staff: [team.second.staffId, team.first.staffId] })).toThrow("audience");
  });

  it("is opened to whom somebody let in since, until that ended", async () => {
    const first = idOf(1);
    const letIn = await restricted({ by: "caseworker", action: "grant", staff: [first] });
    const ended = await restricted({ by: "caseworker", action: "grant", staff: [first] }, { by: "second", action: "end", staff: [first] });

    expect(letIn.audience({ staff: [first] })()).toMatchObject({ staff: [first] });
    expect(ended.audience({ staff: [first] })).toThrow("audience");
  });

  it("is opened to the team once somebody lifted it", async () => {
    const { audience } = await restricted({ by: "caseworker", action: "lift", staff: [] });

    expect(audience({ restricted: false })()).toMatchObject({ team: true });
  });
});

describe("another receipt", () => {
  it("opens the whole case, and what the old one still opens ends with the change", async () => {
    const team = await practiceTeam();
    const taken = await practiceTakenUp(team);
    const { server, prepared } = taken;
    const receiptKeys = await deriveReceiptKeys(newReceipt(), team.roster.salt);
    const answer = server.keysAnswer();
    const keys = (await openKeys(answer, team.second))!;
    const change = await wrapForReceipt(keys, answer, audienceOf(answer, []), (await keyPairOf(receiptKeys.survivorSeed)).publicKey, team.second);
    const made = change.wraps.filter(({ keyPair }) => keyPair === "C");
    const old = identityOf(prepared.receiptKeys.survivorSeed);

    expect(made.map(({ generation, recipient }) => `${generation} ${recipient}`).sort())
      .toEqual(["0 epoch:1", "0 receipt", "0 recovery", "1 epoch:1", "1 receipt", "1 recovery"]);
    for (const { file } of made) expect(await open(fromBase64url(file)!, old)).toBeNull();
    const replaced = { ...taken, prepared: { ...prepared, receiptKeys } };
    server.replaceWraps(made, "C");
    server.takeKeys({ ...change, wraps: change.wraps.filter(({ keyPair }) => keyPair === "N") }, () => true);
    const opened = await openCase(server.answer(), server.caseId, team.second);
    server.take(await sealNext(opened, team.second, [message("for the new one")]));
    const mine = await hers(replaced, team.second);
    expect(mine).toMatchObject({ refused: 0, chainsBroken: false, standing: true });
    expect(mine.entries.map(({ kind }) => kind)).toContain("message");
    await expect(hers(taken, team.second)).rejects.toThrow();
    // Whoever had the old receipt also had the case's first key: it opens nothing new.
    expect((await openableBy([prepared.key.identity], server.answer().objects)).map(({ kind }) => kind)).not.toContain("message");
  });

  it("burnt without a new one leaves no wrap that names a receipt", async () => {
    const team = await practiceTeam();
    const { server } = await practiceTakenUp(team);
    const answer = server.keysAnswer();

    const { wraps } = await wrapForReceipt((await openKeys(answer, team.second))!, answer, audienceOf(answer, []), null, team.second);

    expect(wraps.map(({ recipient }) => recipient)).not.toContain("receipt");
    const again = { ...answer, wraps: wraps.filter(({ keyPair }) => keyPair === "C").map((wrap) => ({ ...answer.wraps[0]!, ...wrap, recipient: wrap.recipient! })) };
    const first = (await openKeys({ ...again, wrapped: [], announcements: [] } as typeof answer, team.second))!;
    expect(first.keys[0]!.receiptPublicKey).toBeNull();
  });
});

describe("a wrap that staff put in the place of the server's", () => {
  it("says on that the server made the case, and only where it did", async () => {
    const team = await practiceTeam();
    const { server } = await practiceReport(team);
    const answer = server.keysAnswer();
    const keys = (await openKeys(answer, team.second))!;
    const assisted: OpenKeys = { ...keys, keys: keys.keys.map((key) => ({ ...key, addedBySystem: true })) };
    const { wraps } = await wrapKeys(assisted, { ...answer, wrapped: [] }, { ...audienceOf(answer, []), receipt: false }, false, team.second);
    const marked = { ...answer, wraps: wraps.map((wrap) => ({ ...answer.wraps[0]!, ...wrap, recipient: wrap.recipient! })) } as typeof answer;

    expect((await openKeys(marked, team.second))!.keys[0]!.addedBySystem).toBe(true);
    expect((await openKeys({ ...answer, mode: "server-assisted" }, team.second))!.keys[0]!.addedBySystem).toBe(false);
  });
});

/** Every identity a member can have kept: her own, the team's, and that of each case key she could open. */
async function everythingOf(person: Caseworker, server: TakenUp["server"]): Promise<string[]> {
  const keys = (await openKeys(server.keysAnswer(), person))!;
  return [person.keys.sealing.identity, ...[...person.epochs.values()].map(({ identity }) => identity), ...keys.keys.map(({ key }) => key.identity)];
}

async function openableBy<T extends { readonly file: string }>(identities: readonly string[], stored: readonly T[]): Promise<T[]> {
  const opened: T[] = [];
  for (const one of stored) {
    for (const identity of identities) {
      if ((await open(fromBase64url(one.file)!, identity)) === null) continue;
      opened.push(one);
      break;
    }
  }
  return opened;
}

const written = (mine: Awaited<ReturnType<typeof hers>>, text: string) => sealForCase(mine, "message", { v: 1, text, at });
