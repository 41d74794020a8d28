import type { Proof } from "./document.ts";
import type { Painter, Writer } from "./page.ts";
import { columnWidth, writer } from "./page.ts";
import type { Say, Told } from "./story.ts";
import { momentText, noticeNumber, storyOf, wordFor } from "./story.ts";

const indent = 12;

/**
 * The pack as people read it: what was asked, sent, answered and seen in the order of time, then tables of hashes.
 * @param jsonHash SHA-256 of `proof.json`, hexadecimal: it stands on every page.
 * @param tell awaited now and then with the share that is done, so that a page stays alive.
 */
export async function pdfOf(proof: Proof, jsonHash: string, say: Say, painter: Painter, tell: (done: number) => Promise<void> = async () => {}): Promise<Uint8Array> {
  const { pack } = proof;
  const pen = await writer(say("PdfTitle", pack.caseReference), pack.organisation, new Date(pack.madeAt), painter);
  cover(proof, jsonHash, pen, say);
  links(proof, pen, say);
  const story = storyOf(proof, say);
  section(pen, say("StoryTitle"), say("StoryLead"));
  for (const [at, told] of story.entries()) {
    chapter(told, pen);
    if (at % 5 === 4) await tell((at + 1) / (story.length + 1));
  }
  observations(proof, pen, say);
  hashes(proof, pen, say);
  chain(proof, pen, say);
  return pen.finish((page, pages) => [
    say("Footer", pack.caseReference, page, pages),
    `proof.json SHA-256 ${jsonHash}`,
  ]);
}

function cover({ pack, requests, notices, answers, observations: seen }: Proof, jsonHash: string, pen: Writer, say: Say): void {
  pen.gap(14);
  pen.write(pack.organisation, { size: 10, gray: true });
  pen.gap(4);
  pen.write(say("PdfTitle", pack.caseReference), { size: 22, bold: true });
  pen.gap(10);
  fact(pen, say("ForWhom"), wordFor(say, "Recipient", pack.recipient));
  fact(pen, say("MadeAt"), momentText(pack.madeAt));
  fact(pen, say("MadeBy"), `${pack.madeBy.alias} (${pack.madeBy.staffId})`);
  fact(pen, say("Agreed"), momentText(pack.agreedAt));
  fact(pen, say("PackId"), pack.id);
  fact(pen, say("Holds"), say("Counts", requests.length, notices.length, answers.length, seen.length));
  fact(pen, say("JsonHash"), jsonHash, true);
  if (pack.note !== "") fact(pen, say("Note"), pack.note);
  pen.gap(10);
  pen.rule();
  pen.gap(4);
  for (const line of [say("WhatItIs"), say("WhatItProves"), say("NoImagery"), say("Painted"), say(pack.whole ? "Whole" : "NotWhole")]) {
    pen.write(line);
    pen.gap(5);
  }
}

function fact(pen: Writer, name: string, value: string, mono = false): void {
  pen.row([{ text: name, width: 118, gray: true }, { text: value, width: columnWidth - 118, mono, size: mono ? 8 : 9.5 }]);
}

function section(pen: Writer, title: string, lead = ""): void {
  pen.need(110);
  pen.gap(20);
  pen.write(title, { size: 14, bold: true });
  pen.gap(4);
  if (lead !== "") {
    pen.write(lead, { gray: true });
    pen.gap(6);
  }
}

function links({ requests }: Proof, pen: Writer, say: Say): void {
  section(pen, say("LinksTitle"));
  for (const [at, request] of requests.entries()) {
    pen.need(60);
    pen.write(say("LinkTitle", at + 1, request.recipientName), { bold: true });
    pen.write(request.url ?? say("LinkDestroyed"), { mono: true, size: 8.5, indent });
    const state = wordFor(say, "Request", request.state);
    pen.write(request.target === null ? say("StandingAlone", state) : say("Standing", state, wordFor(say, "Target", request.target)), { indent });
    pen.write(request.clockStartedAt === null ? say("NoClock") : say("Clock", momentText(request.clockStartedAt)), { indent });
    if (request.dueAt !== null) pen.write(say("Due", momentText(request.dueAt)), { indent });
    if (request.outcome !== null) pen.write(say("Outcome", wordFor(say, "Outcome", request.outcome)), { indent });
    pen.gap(7);
  }
}

function chapter({ at, title, facts, exact }: Told, pen: Writer): void {
  pen.need(52);
  pen.gap(4);
  pen.write(momentText(at), { size: 8, gray: true });
  pen.write(title, { bold: true });
  for (const one of facts) pen.write(one, { indent, size: 8.5, gray: true });
  if (exact !== null) {
    pen.gap(4);
    pen.write(exact.trimEnd(), { indent: indent + 9, quoted: true });
  }
  pen.gap(8);
}

function observations(proof: Proof, pen: Writer, say: Say): void {
  if (proof.observations.length === 0) return;
  section(pen, say("LooksTitle"), say("LooksLead"));
  heads(pen, [[say("When"), 112], [say("LinkNumber"), 34], [say("WhatSeen"), 110], [say("Http"), 34], [say("BodyHash"), columnWidth - 290]]);
  for (const seen of proof.observations) {
    const numbers = proof.requests.flatMap(({ targetId }, at) => (targetId === seen.targetId ? [at + 1] : [])).join(", ");
    pen.row([
      { text: momentText(seen.at), width: 112, size: 7.5 }, { text: numbers, width: 34, size: 7.5 },
      { text: `${wordFor(say, "Verdict", seen.verdict)}. ${say(seen.controlOk ? "ControlOk" : "ControlBad")}`, width: 110, size: 7.5 },
      { text: seen.status === null ? "" : String(seen.status), width: 34, size: 7.5 },
      { text: seen.bodySha256 ?? say("NoBody"), width: columnWidth - 290, size: 6.5, mono: seen.bodySha256 !== null },
    ]);
  }
}

function hashes(proof: Proof, pen: Writer, say: Say): void {
  const rows: (readonly [string, string])[] = [
    ...proof.notices.flatMap((notice) => {
      const number = noticeNumber(proof, notice.noticeId);
      return [[say("HashPayload", number), notice.payloadSha256], [say("HashText", number), notice.textSha256]] as const;
    }),
    ...proof.answers.flatMap((answer, at) => [
      ...(answer.mailSha256 === null ? [] : [[say("HashMail", at + 1, momentText(answer.receivedAt)), answer.mailSha256] as const]),
      ...(answer.sealedSha256 === null ? [] : [[say("HashSealed", at + 1, momentText(answer.receivedAt)), answer.sealedSha256] as const]),
    ]),
  ];
  section(pen, say("HashesTitle"), say("HashesLead"));
  for (const [what, hash] of rows) pen.row([{ text: what, width: 190, size: 7.5 }, { text: hash, width: columnWidth - 190, size: 7, mono: true }]);
}

function chain({ chain: { links: all, head }, pack }: Proof, pen: Writer, say: Say): void {
  const shown = all.filter(({ event }) => event !== null);
  section(pen, say("ChainTitle"), say("ChainLead", all.length, shown.length));
  if (head !== null) {
    pen.write(say("HeadCovers", head.day, head.sequence, head.signatures.length), { size: 8.5 });
    pen.write(head.hash, { size: 7, mono: true });
    pen.gap(6);
  }
  heads(pen, [[say("Number"), 28], [say("When"), 104], [say("WhatHappened"), 100], [say("LinkHash"), columnWidth - 232]]);
  for (const { sequence, hash, event } of shown) {
    pen.row([
      { text: String(sequence), width: 28, size: 7.5 }, { text: momentText(event!.at), width: 104, size: 7.5 },
      { text: event!.type, width: 100, size: 7 }, { text: hash, width: columnWidth - 232, size: 6.2, mono: true },
    ]);
  }
  pen.gap(6);
  pen.write(say("LastLink", all.length, pack.caseReference), { size: 8.5 });
  pen.write(all.at(-1)!.hash, { size: 7, mono: true });
}

function heads(pen: Writer, columns: readonly (readonly [string, number])[]): void {
  pen.row(columns.map(([text, width]) => ({ text, width, size: 7.5, bold: true })));
  pen.rule();
}
