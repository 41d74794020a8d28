import type { Proof, ProofAnswer, ProofNotice } from "./document.ts";

/** Words by name; `{0}` and so on in them are replaced by the values. */
export type Say = (name: string, ...values: readonly (string | number)[]) => string;

/** One thing that happened. */
export interface Told {
  readonly at: string;
  readonly title: string;
  readonly facts: readonly string[];
  /** Somebody's exact words. */
  readonly exact: string | null;
}

/** A moment in UTC, to the second, as no zone or language turns it round: `2026-11-30 08:05:00 UTC`. */
export const momentText = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;

/** Number of a request in this pack, from 1. */
export const linkNumber = (proof: Proof, requestId: string): number => proof.requests.findIndex((request) => request.requestId === requestId) + 1;

/** Number of a notice in this pack, from 1. */
export const noticeNumber = (proof: Proof, noticeId: string | null): number => proof.notices.findIndex((notice) => notice.noticeId === noticeId) + 1;

/** A word for a code of the program; the code itself where there is none. */
export const wordFor = (say: Say, family: string, code: string): string => {
  const name = `${family}.${code}`;
  const word = say(name);
  return word === name ? code : word;
};

/** Everything that happened, in the order of time: what was asked, what was sent word for word, what came back, what was seen. */
export function storyOf(proof: Proof, say: Say): Told[] {
  const told = [
    ...asked(proof, say), ...proof.notices.map((notice) => sent(notice, proof, say)), ...proof.answers.map((answer) => cameBack(answer, proof, say)),
    ...seen(proof, say), ...looked(proof, say), ...taken(proof, say), ...ended(proof, say),
  ];
  return told.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

const plain = (at: string, title: string, facts: readonly string[] = []): Told => ({ at, title, facts, exact: null });

const asked = (proof: Proof, say: Say): Told[] => proof.requests.map((request, at) => plain(
  request.createdAt, say("Asked", at + 1, request.recipientName),
  [request.url ?? say("LinkDestroyed"), say("Law", request.regime)],
));

function sent(notice: ProofNotice, proof: Proof, say: Say): Told {
  const number = noticeNumber(proof, notice.noticeId);
  const links = notice.requestIds.map((requestId) => linkNumber(proof, requestId)).join(", ");
  return {
    at: later(notice.sealedAt, notice.leftAt ?? notice.attempts[0]?.startedAt ?? notice.sealedAt),
    title: say(notice.leftAt === null ? "NoticeTitle" : notice.route === "mail" ? "NoticeSent" : "NoticeSubmitted", number, notice.recipientName),
    facts: [
      `${wordFor(say, "Route", notice.route)}. ${wordFor(say, "State", notice.state)}`,
      say("About", links),
      ...(notice.namesOthers ? [say("NamesOthers")] : []),
      say("SealedAt", momentText(notice.sealedAt)),
      ...(notice.leftAt === null ? [] : [say("LeftAt", momentText(notice.leftAt))]),
      ...(notice.follows === null ? [] : [say("Follows", noticeNumber(proof, notice.follows))]),
      ...(notice.messageId === null ? [] : [say("MessageId", notice.messageId)]),
      ...(notice.reference === null ? [] : [say("Reference", notice.reference)]),
      ...(notice.reason === null ? [] : [say("Reason", notice.reason)]),
      ...(notice.possibleDuplicate ? [say("PossibleDuplicate")] : []),
      ...notice.attempts.map((attempt) => say(
        attempt.smtpStatus === 0 ? "AttemptNoReply" : "Attempt", attempt.number, momentText(attempt.startedAt),
        wordFor(say, "Result", attempt.result ?? "running"), attempt.smtpStatus, attempt.smtpDetail ?? "",
      ).trim()),
      say("PayloadHash", notice.payloadSha256),
      ...(notice.text === null ? [say(notice.payload === null ? "NoText" : "OnlyBytes")] : [say("TextHash", notice.textSha256)]),
    ],
    exact: notice.text,
  };
}

// People write down by the minute when they submitted a form.
const later = (one: string, other: string): string => (Date.parse(one) > Date.parse(other) ? one : other);

function cameBack(answer: ProofAnswer, proof: Proof, say: Say): Told {
  const number = noticeNumber(proof, answer.noticeId);
  const link = answer.requestId === null ? 0 : linkNumber(proof, answer.requestId);
  return {
    at: answer.receivedAt,
    title: say(answer.kind === "bounce" ? "ReportTitle" : answer.noticeId === null ? "RecordedTitle" : "AnswerTitle", answer.noticeId === null ? link : number),
    facts: [
      say("ReadAs", wordFor(say, "Class", answer.class), say(answer.byPerson ? "ByPerson" : "ByRule", answer.rule ?? "")),
      ...(answer.noticeId === null ? [] : [say(answer.verified ? "Verified" : "NotVerified")]),
      ...(answer.mailSha256 === null ? [] : [say("MailHash", answer.mailSha256)]),
      ...(answer.text === null ? [say(answer.leftOut ? "LeftOut" : "CannotOpen")] : []),
    ],
    exact: answer.text,
  };
}

/** The first look at a link, and each one that told something else than the look before. */
function seen(proof: Proof, say: Say): Told[] {
  const last = new Map<string, string>();
  return proof.observations.flatMap((one) => {
    const before = last.get(one.targetId);
    last.set(one.targetId, one.verdict);
    if (before === one.verdict) return [];
    const links = proof.requests.flatMap(({ targetId }, at) => (targetId === one.targetId ? [at + 1] : [])).join(", ");
    return [plain(one.at, say("Seen", links, wordFor(say, "Verdict", one.verdict)), [say("SeenBy", one.rule, one.parserVersion)])];
  });
}

/** What people saw with their own eyes, and what was only noted in the chain. */
function looked(proof: Proof, say: Say): Told[] {
  return proof.chain.links.flatMap(({ event }) => {
    if (event === null) return [];
    const data = JSON.parse(event.data) as Readonly<Record<string, unknown>>;
    const number = linkNumber(proof, String(data["requestId"] ?? ""));
    const recipient = proof.requests[number - 1]?.recipientName ?? "";
    switch (event.type) {
      case "TargetSeenGone": return [plain(event.at, say("PersonSawGone", number))];
      case "TargetSeenThere": return [plain(event.at, say("PersonSawThere", number))];
      case "DeadlinePassed": return [plain(event.at, say("DeadlinePassed", number, recipient))];
      default: return [];
    }
  });
}

const taken = (proof: Proof, say: Say): Told[] => proof.steps.map((step) => plain(
  step.takenAt ?? step.openedAt, say("StepTaken", linkNumber(proof, step.requestId), wordFor(say, "Step", step.rung)),
  [
    ...(step.noticeId === null ? [] : [say("WithNotice", noticeNumber(proof, step.noticeId))]),
    ...(step.body === null ? [] : [say("AtBody", step.body)]),
    ...(step.reference === null ? [] : [say("Reference", step.reference)]),
  ],
));

const ended = (proof: Proof, say: Say): Told[] => proof.requests.flatMap((request, at) =>
  request.closedAt === null ? [] : [plain(request.closedAt, say("Closed", at + 1, wordFor(say, "Outcome", request.outcome ?? "")))]);
