import { describe, expect, it } from "vitest";
import type { Body, BodyKind } from "../../../src/CaseManager.Browser/lib/sealing/body.ts";
import { encodeBody, parseBody } from "../../../src/CaseManager.Browser/lib/sealing/body.ts";
import { utf8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";

const at = "2026-03-01T10:00:00Z";
const id = "00112233445566778899aabbccddeeff";
const contact = { channel: "phone", address: "", hours: "", zone: "", voicemail: false, word: "", never: "" } as const;
const report: Body<"report"> = {
  v: 1, about: "me", links: [{ typed: "t.me/x/1", key: "telegram:post:x/1", platform: "telegram" }, { typed: "?", key: null, platform: null }],
  leftovers: "", story: "", where: "", since: "", age: "adult", danger: "none", deadline: { date: "", why: "" }, name: "", contact,
  consents: ["send-links"], language: "pt-BR", zone: "Europe/Lisbon", at,
};
const samples: { [K in BodyKind]: Body<K> } = {
  report,
  "assisted-report": { ...report, takenBy: "desk", source: "phone" },
  draft: { v: 1, at, story: "so far" },
  "triage-card": {
    v: 1, about: "me", age: "unsaid", danger: "threat", deadline: null, contact: null, linkCount: 2, platforms: ["telegram"], language: "en",
    opening: "",
  },
  message: { v: 1, text: "hello", at },
  note: { v: 1, text: "hello", at },
  "staff-draft": { v: 1, fields: [{ name: "message", text: "not sent y" }], at },
  consent: { v: 1, purpose: "statistics", given: false, how: "spoken", text: "", at },
  "release-copy": { v: 1, noticeId: id, route: "mail", recipient: "telegram", previewHash: "A".repeat(43), text: "", links: [], at },
  outcome: { v: 1, outcome: "removed", text: "", at },
  handover: { v: 1, action: "restrict", staff: [id], at },
  "staff-card": { v: 1, keys: ["telegram:post:x/1"], at },
  document: { v: 1, type: "authority", version: "1", text: "I let this organisation", name: "N", at },
  authority: { v: 1, reference: "AU-0A1B-2C3D", documentId: id, version: "1", name: "N", signedOn: "2026-03-01", expiresOn: "2027-03-01", text: "", at },
  answer: { v: 1, noticeId: null, text: "", receivedAt: at, at },
  "shown-answer": { v: 1, noticeId: id, text: "", receivedAt: at, at },
};
const kinds = Object.keys(samples) as BodyKind[];

describe("bodies", () => {
  it.each(kinds)("%s comes back", (kind) => {
    expect(parseBody(kind, encodeBody(kind, samples[kind]))).toEqual(samples[kind]);
  });

  it.each(kinds)("%s with a spare field, another version or a missing field is refused", (kind) => {
    const sample = samples[kind] as Record<string, unknown>;
    const { at: _at, ...missing } = "at" in sample ? sample : { ...sample, at: sample["opening"], opening: undefined };
    for (const wrong of [{ ...sample, spare: 1 }, { ...sample, v: 2 }, missing, null, [], "text"]) {
      expect(() => parseBody(kind, utf8(JSON.stringify(wrong)))).toThrow(expect.objectContaining({ code: "body" }));
    }
  });

  it.each([
    ["a purpose nobody knows", { consents: ["everything"] }],
    ["a number for a text", { story: 1 }],
    ["a contact without a channel", { contact: { ...contact, channel: undefined } }],
    ["links without end", { links: Array(501).fill({ typed: "", key: null, platform: null }) }],
    ["an instant without a zone", { at: "2026-03-01T10:00:00" }],
    ["a prototype", { __proto__x: {} }],
  ])("a report with %s is refused", (_, change) => {
    expect(() => parseBody("report", utf8(JSON.stringify({ ...report, ...change })))).toThrow(expect.objectContaining({ code: "body" }));
  });

  it("bytes that are no JSON or no UTF-8 are refused", () => {
    for (const bytes of [utf8("{"), new Uint8Array([0xff]), new Uint8Array(0)]) {
      expect(() => parseBody("message", bytes)).toThrow(expect.objectContaining({ code: "body" }));
    }
  });

  it("what could not be read again is not sealed", () => {
    expect(() => encodeBody("message", { v: 1, text: "x".repeat(100_001), at })).toThrow(expect.objectContaining({ code: "body" }));
  });
});
