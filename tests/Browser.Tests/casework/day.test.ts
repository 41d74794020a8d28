import { describe, expect, it } from "vitest";
import { daysAfter, todayIn } from "../../../src/CaseManager.Browser/lib/casework/days.ts";
import type { Entry } from "../../../src/CaseManager.Browser/lib/casework/entry.ts";
import { handoverNotes, unreadNotes } from "../../../src/CaseManager.Browser/lib/casework/handoverNotes.ts";
import { inOrderFor, insertAt } from "../../../src/CaseManager.Browser/lib/casework/replies.ts";
import { encodeBody, parseBody } from "../../../src/CaseManager.Browser/lib/sealing/body.ts";
import { utf8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";

const at = "2026-03-02T09:00:00Z";
const wren = "0".repeat(31) + "1";
const ben = "0".repeat(31) + "2";

describe("a day", () => {
  it("is the organisation's, whatever the browser's zone", () => {
    const late = new Date("2026-11-30T23:30:00Z");
    expect(todayIn("Europe/Berlin", late)).toBe("2026-12-01");
    expect(todayIn("America/New_York", late)).toBe("2026-11-30");
  });

  it("is counted over months and changes of the clock", () => {
    expect(daysAfter("2026-03-28", 1)).toBe("2026-03-29");
    expect(daysAfter("2026-03-28", 7)).toBe("2026-04-04");
    expect(daysAfter("2027-12-31", 1)).toBe("2028-01-01");
  });
});

describe("a saved reply", () => {
  const replies = [
    { id: "1", title: "B", language: "en", text: "" },
    { id: "2", title: "A", language: "fa", text: "" },
    { id: "3", title: "A", language: "en", text: "" },
  ];

  it("in her language comes first", () => {
    expect(inOrderFor(replies, "fa").map(({ id }) => id)).toEqual(["2", "3", "1"]);
    expect(inOrderFor(replies, "en-GB").map(({ id }) => id)).toEqual(["3", "1", "2"]);
  });

  it("is put in at the cursor, and nothing is overwritten", () => {
    expect(insertAt("Dear , bye", 5, "you", 100)).toEqual({ value: "Dear you, bye", cursor: 8 });
    expect(insertAt("", 0, "text", 4)).toEqual({ value: "text", cursor: 4 });
    expect(insertAt("x", 1, "text", 4)).toBeNull();
  });
});

describe("a handover", () => {
  const handover = (author: string, receivedAt: string, staff: readonly string[], note?: string): Entry =>
    ({
      objectId: receivedAt, keyPair: "N", author: `staff:${author}`, sequence: 1, receivedAt, addedBySystem: false, kind: "handover",
      body: { v: 1, action: "grant", staff, at, ...(note === undefined ? {} : { note }) },
    }) as Entry;

  it("from before notes were written is read as it was, and one with a note too", () => {
    const old = { v: 1, action: "grant", staff: [ben], at } as const;
    expect(parseBody("handover", utf8(JSON.stringify(old)))).toEqual(old);
    expect(parseBody("handover", encodeBody("handover", { ...old, note: "In the evening only" }))).toEqual({ ...old, note: "In the evening only" });
    expect(() => parseBody("handover", utf8(JSON.stringify({ ...old, note: "x".repeat(5001) })))).toThrow();
    expect(() => parseBody("handover", utf8(JSON.stringify({ ...old, spare: 1 })))).toThrow();
  });

  it("is a note only where something is written", () => {
    expect(handoverNotes([handover(wren, "1", [ben]), handover(wren, "2", [ben], ""), handover(wren, "3", [ben], "Words")])).toHaveLength(1);
  });

  it("stands on top for whom it was written until she read it", () => {
    const entries = [handover(wren, "2026-03-01T10:00:00Z", [ben], "Old"), handover(wren, "2026-03-02T10:00:00Z", [ben], "New")];
    expect(unreadNotes(entries, ben, null).map(({ text }) => text)).toEqual(["Old", "New"]);
    expect(unreadNotes(entries, ben, "2026-03-01T10:00:00.000Z").map(({ text }) => text)).toEqual(["New"]);
    expect(unreadNotes(entries, ben, "2026-03-02T10:00:00Z")).toEqual([]);
    expect(unreadNotes(entries, wren, null)).toEqual([]);
  });
});

describe("a reminder", () => {
  it("holds words and no time of its own", () => {
    const body = { v: 1, text: "Ask whether it is gone", at } as const;
    expect(parseBody("reminder", encodeBody("reminder", body))).toEqual(body);
    expect(() => parseBody("reminder", utf8(JSON.stringify({ ...body, dueAt: at })))).toThrow();
  });
});
