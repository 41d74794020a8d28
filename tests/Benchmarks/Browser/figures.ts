// What is measured in a browser: the product's code and, in turns with it, a bare way to do the same.
import { argon2idAsync } from "@noble/hashes/argon2.js";
import { Decrypter, Encrypter } from "age-encryption";
import { audienceOf } from "../../../src/CaseManager.Browser/lib/casework/audience.ts";
import { openCard } from "../../../src/CaseManager.Browser/lib/casework/openCard.ts";
import { openKeys } from "../../../src/CaseManager.Browser/lib/casework/openKeys.ts";
import { wrapKeys } from "../../../src/CaseManager.Browser/lib/casework/wrapKeys.ts";
import { cardOf, encodeBody, fromBase64url, fromHex, prepareAgain, prepareCase, randomBytes, recipientOf, sealNewCase, utf8 } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { keyPairOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import { openStaffSeed, sealStaffSeed } from "../../../src/CaseManager.Browser/lib/sealing/staff.ts";
import { newSalt, unlockByPassphrase, usualCost } from "../../../src/CaseManager.Browser/lib/sealing/unlock.ts";
import { pause } from "../../../src/CaseManager.Browser/staff/page/pause.ts";
import { afterLeaving, newServer, practiceTakenUp, practiceTeam, report } from "../../Browser.Tests/casework/practice.ts";
import { idOf } from "../../Browser.Tests/roster/practice.ts";

/** Milliseconds of both ways, each for as many as were asked for. */
interface Figure {
  readonly product: number;
  readonly bare: number;
}

const passphrase = "seven herons wade slowly";

/** Seals a report of 8 KiB and its card, with everything made that is made while she types; bare: age seals both, whole. */
export async function seal(times: number): Promise<Figure> {
  const { roster } = await practiceTeam();
  const room = 8192 - encodeBody("report", { ...report, story: "" }).length;
  const body = { ...report, story: "x".repeat(room) };
  const first = await prepareCase(recipientsOf(roster));
  const product: number[] = [];
  const bare: number[] = [];
  for (let n = 0; n <= times; n++) {
    const prepared = await prepareAgain(first);
    product.push(await timed(() => sealNewCase(prepared, body)));
    bare.push(
      await timed(async () => {
        await ageSeal(encodeBody("triage-card", cardOf(body)), prepared.key.recipient);
        await ageSeal(encodeBody("report", body), prepared.key.recipient);
      }),
    );
  }
  return { product: median(product.slice(1)), bare: median(bare.slice(1)) };
}

/** Opens a staff member's keys with a passphrase of the usual cost; bare: Argon2id alone. */
export async function unlock(times: number): Promise<Figure> {
  const [seed, salt] = [randomBytes(32), newSalt()];
  const way = await unlockByPassphrase(passphrase, salt, usualCost);
  const file = await sealStaffSeed(idOf(1), seed, [way.recipient]);
  const { memory: m, passes: t, lanes: p } = usualCost;
  const product: number[] = [];
  const bare: number[] = [];
  for (let n = 0; n < times; n++) {
    product.push(await timed(async () => openStaffSeed(file, (await unlockByPassphrase(passphrase, salt, usualCost)).identity, idOf(1), null)));
    bare.push(await timed(() => argon2idAsync(utf8(passphrase), salt, { m, t, p, version: 0x13, dkLen: 32 })));
  }
  return { product: median(product), bare: median(bare) };
}

/** Opens so many triage cards, each of another case; bare: age opens the same files. */
export async function cards(count: number): Promise<Figure> {
  const team = await practiceTeam();
  const recipients = recipientsOf(team.roster);
  const { receipt, receiptKeys } = await prepareCase(recipients);
  const rows = [];
  for (let n = 0; n < count; n++) {
    // One receipt for all: its hundreds of thousands of rounds are hers to wait for.
    const key = await keyPairOf();
    const posted = await sealNewCase(await prepareCase(recipients, pause, { receipt, receiptKeys, key }), report);
    const server = newServer(posted.case.id, posted.wraps, posted.objects);
    const { wraps, objects } = server.answer();
    rows.push({ row: { caseId: server.caseId, mode: "sealed" as const, wraps, card: objects[0]! }, identity: key.identity });
  }
  const figure = { product: 0, bare: 0 };
  for (const { row, identity } of rows) {
    figure.product += await timed(async () => {
      if ((await openCard(row, team.caseworker)) === null) throw new Error("a card stayed closed");
    });
    figure.bare += await timed(async () => {
      await ageOpen(row.wraps.find(({ recipient }) => recipient === "epoch:1")!.file, team.epoch.identity);
      await ageOpen(row.card.file, identity);
    });
  }
  return figure;
}

/**
 * Wraps so many cases for a new epoch, as the officers' browser does it after somebody left, with new keys or without;
 * bare: age opens what was opened and seals as many files, for every tenth case.
 * A hundred cases are there, and turned again and again from where they were.
 */
export async function turn(count: number, rekey: boolean): Promise<Figure> {
  const team = await practiceTeam();
  const cases = [];
  for (let n = 0; n < Math.min(count, 100); n++) {
    const { server, prepared } = await practiceTakenUp(team);
    cases.push({ answer: server.keysAnswer({ rekey }), identity: prepared.key.identity });
  }
  const { first, next } = await afterLeaving(team);
  const figure = { product: 0, bare: 0 };
  for (let n = 0; n < count; n++) {
    const { answer, identity } = cases[n % cases.length]!;
    let made = 0;
    figure.product += await timed(async () => {
      const open = await openKeys(answer, first);
      if (open === null) throw new Error("a case stayed closed");
      const change = await wrapKeys(open, answer, audienceOf(answer, open.handovers), rekey, first, pause);
      made = change.wraps.length + change.keys.length;
    });
    if (n % 10 > 0) continue;
    const bare = await timed(async () => {
      for (const { file, recipient } of answer.wraps) if (recipient === "epoch:1") await ageOpen(file, team.epoch.identity);
      for (const { file } of answer.announcements) await ageOpen(file, identity);
      for (let i = 0; i < made; i++) await ageSeal(new Uint8Array(4096), next.recipient);
    });
    figure.bare += bare * 10;
  }
  return figure;
}

const recipientsOf = (roster: Awaited<ReturnType<typeof practiceTeam>>["roster"]) => ({
  instanceId: fromHex(roster.instance), salt: roster.salt, epoch: 1,
  epochRecipient: recipientOf(roster.epochs[0]!.publicKey), recoveryRecipient: recipientOf(roster.recoveryKey),
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

function ageSeal(plaintext: Uint8Array, recipient: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(plaintext);
}

function ageOpen(file: string, identity: string): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(fromBase64url(file)!);
}
