import { readFileSync } from "node:fs";
import { sha256 } from "@noble/hashes/sha2.js";
import { ed25519 } from "@noble/curves/ed25519.js";
import { linkHash } from "../../../src/CaseManager.Browser/lib/proof/chain.ts";
import type { Opened } from "../../../src/CaseManager.Browser/lib/proof/document.ts";
import type { ProofExtract } from "../../../src/CaseManager.Browser/lib/proof/extract.ts";
import type { Painter } from "../../../src/CaseManager.Browser/lib/proof/page.ts";
import type { Making } from "../../../src/CaseManager.Browser/lib/proof/makePack.ts";
import type { Say } from "../../../src/CaseManager.Browser/lib/proof/story.ts";
import { base64url, utf8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";

export const caseId = "3f2a91bc00112233445566778899aabb";
export const packId = "0123456789abcdef0123456789abcdef";
export const instance = "00".repeat(15) + "01";
export const staffId = "aa".repeat(16);
export const seed = new Uint8Array(32).fill(7);

const resources = readFileSync(new URL("../../../src/CaseManager.Web/Resources/ProofText.resx", import.meta.url), "utf8");
export const texts = new Map([...resources.matchAll(/<data name="Pdf\.([^"]+)" xml:space="preserve"><value>([^<]*)<\/value>/g)]
  .map(([, name, value]) => [name!, value!.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")]));

/** As the page says it. */
export const say: Say = (name, ...values) => (texts.get(name) ?? name).replace(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)] ?? ""));

/** Every letter is as wide as half its size, and black. */
export const painted: { text: string; rightToLeft: boolean }[] = [];
export const painter: Painter = {
  measure: (text, size) => [...text].length * size * 0.5,
  paint(text, _size, _bold, rightToLeft, height) {
    painted.push({ text, rightToLeft });
    const [width, rows] = [[...text].length * 12 + 4, Math.ceil(height * 2.7)];
    return { gray: new Uint8Array(width * rows).fill(200), width, height: rows };
  },
};

type Event = NonNullable<ProofExtract["chain"]["links"][number]["event"]>;
type Link = ProofExtract["chain"]["links"][number];

/** A chain of these events; of one that is `null` only the hash is there. */
export function chainOf(events: readonly (Event | null)[]): Link[] {
  let previous: Uint8Array = new Uint8Array(32);
  return events.map((event, at) => {
    previous = linkHash(caseId, at + 1, previous, event ?? { at: "2026-11-01T08:00:00.000Z", type: "CaseOpened", actor: "server", data: "{}" });
    return { sequence: at + 1, hash: base64url(previous), event };
  });
}

const event = (type: string, data = "{}", at = "2026-11-02T08:00:00.000Z"): Event => ({ at, type, actor: `staff:${staffId}`, data });
export const requestId = "11".repeat(16);
export const targetId = "22".repeat(16);
export const noticeId = (at: number): string => at.toString().padStart(32, "f");
export const answerId = "44".repeat(16);
export const url = "https://t.me/example_channel/42";

export const noticeText = (at: number): string => `To whom it may concern,\n\nplease remove ${url} (notice ${at}).\n\nTABLE\tEND (parentheses) \\ backslash`;

/** A case with so many sent notices, one answer and looks. */
export function extractOf(notices = 1): ProofExtract {
  const payload = utf8("Message-ID: <x@example>\r\n\r\nbytes");
  return {
    instance, caseId, packId, recipient: "police", madeAt: "2026-11-30T10:00:00Z", organisation: "Example Support", agreedAt: "2026-11-01T08:00:00Z", isWhole: true,
    takedowns: {
      requests: [{
        requestId, targetId, url, platform: "telegram", recipient: "platform:telegram", recipientName: "Telegram", regime: "eu-dsa-16", state: "active",
        target: "live", createdAt: "2026-11-02T08:00:00Z", clockStartedAt: "2026-11-02T09:00:00Z", dueAt: null, dueReason: "no_fixed_time", answer: null,
        answeredAt: null, outcome: null, closedAt: null,
      }],
      notices: Array.from({ length: notices }, (_, at) => ({
        noticeId: noticeId(at), route: "mail", recipient: "platform:telegram", recipientName: "Telegram", template: "eu-dsa-16/en/1", regimeVersion: 0,
        state: "accepted", reason: null, sealedAt: "2026-11-02T08:30:00Z", leftAt: "2026-11-02T09:00:00Z", messageId: "x@example", code: "TD-AAAA-BBBB",
        previewHash: base64url(sha256(utf8(noticeText(at)))), payloadHash: base64url(sha256(payload)), payload: base64url(payload), possibleDuplicate: false,
        follows: null, reference: null, releaseCopyObjectId: noticeId(at), requestIds: [requestId], namesOthers: false,
        attempts: [{ number: 1, startedAt: "2026-11-02T08:59:00Z", endedAt: "2026-11-02T09:00:00Z", result: "accepted", smtpStatus: 250, smtpDetail: "2.0.0" }],
      })),
      answers: [{
        objectId: answerId, noticeId: noticeId(0), requestId: null, kind: "answer", class: "acknowledged", rule: "en.ack", byPerson: false, verified: true,
        receivedAt: "2026-11-03T08:00:00Z", mailHash: base64url(new Uint8Array(32).fill(9)),
      }],
      observations: ["live", "live", "missing"].map((verdict, at) => ({
        observationId: at.toString().repeat(32), targetId, at: `2026-11-04T0${at}:00:00Z`, verdict, rule: "post", parserVersion: 1, controlOk: true, status: 200,
        length: 100, bodyHash: base64url(new Uint8Array(32).fill(at)),
      })),
      steps: [],
    },
    chain: {
      links: chainOf([null, event("LinksReleased"), null, event("NoticeSealed"), event("ProofPackMade", `{"handedTo":"police","packId":"${packId}"}`, "2026-11-30T10:00:00.000Z")]),
      head: null,
    },
  };
}

export const openedWith = (answer: string, isShown = true): Opened => ({
  noticeText: (objectId) => noticeText(Number(objectId.replace(/^f+/, ""))),
  answer: () => ({ text: answer, isShown, hash: base64url(new Uint8Array(32).fill(5)) }),
  signingKey: (id) => (id === staffId ? ed25519.getPublicKey(seed) : null),
});

export const makingOf = (extract: unknown, answer = "We looked at it.", isShown = true, withUnshown = true): Making => ({
  extract, opened: openedWith(answer, isShown), choice: { note: "File 12 Js 34/26", withUnshown, by: { staffId, alias: "Nadia" } }, signingSeed: seed, say, painter,
});
