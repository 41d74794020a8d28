import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CheckedFile, FileFault } from "../../../src/CaseManager.Browser/lib/importing/checkFile.ts";
import { checkFile, separatorOf } from "../../../src/CaseManager.Browser/lib/importing/checkFile.ts";
import type { Column } from "../../../src/CaseManager.Browser/lib/importing/columns.ts";
import { columnOf, columns } from "../../../src/CaseManager.Browser/lib/importing/columns.ts";
import { writeCsv } from "../../../src/CaseManager.Browser/lib/importing/csv.ts";
import { dayOf } from "../../../src/CaseManager.Browser/lib/importing/dates.ts";
import { exampleFile } from "../../../src/CaseManager.Browser/lib/importing/template.ts";
import { encodeBody } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { fuzzRuns } from "../fuzz.ts";

const defaults = { about: "me", source: "mail", language: "en", zone: "UTC" } as const;
const check = (...rows: readonly (readonly string[])[]) => checkFile(writeCsv(rows), defaults) as Promise<CheckedFile>;
const fault = (text: string) => checkFile(text, defaults) as Promise<FileFault>;
const codes = (file: CheckedFile) => file.rows.map(({ findings }) => findings.map(({ level, code, column }) => `${level} ${code} ${column}`.trim()));

describe("a file of cases", () => {
  it("is read whole, every column in its place", async () => {
    const file = (await checkFile(exampleFile().replace("\ufeff", ""), defaults)) as CheckedFile;

    expect(codes(file)).toEqual([[], []]);
    expect(file.rows[0]!.report).toMatchObject({
      about: "me", source: "phone", age: "adult", danger: "threat", language: "de", consents: ["send-links", "notify-me"],
      links: [{ platform: "telegram" }, { typed: "https://example.com/page?id=7" }], deadline: { date: "2025-04-30", why: "hearing" },
      contact: { channel: "phone", address: "0123 456789", word: "robin", zone: "Europe/Berlin", voicemail: false },
      leftovers: "reference: 2025-017\nreceived: 2025-03-31",
    });
    expect(file.rows[0]!.report!.story).toBe("She phoned: it was posted, \"again\", in two places.\nShe wants both gone.");
    expect(file.rows[1]).toMatchObject({ row: 3, line: 4, reference: "2025-018", report: { contact: null, deadline: null, consents: [] } });
  });

  it("may name its columns in any order and case, and between any separators", async () => {
    expect(separatorOf("Story;LINKS;a,b\n")).toBe(";");
    expect(separatorOf("story\tlinks\n")).toBe("\t");
    expect(separatorOf("story\n")).toBe(",");
    expect([" Deadline_Why ", "contact-ADDRESS", "Contact channel", "contact story", ""].map(columnOf)).toEqual(["deadline why", "address", "channel", null, null]);
    expect(((await checkFile("LINKS;Reference\n@somechannel;7\n", defaults)) as CheckedFile).rows[0]).toMatchObject({ reference: "7", report: { leftovers: "Reference: 7" } });
  });

  it.each([
    ["name,age\nx,adult\n", "no-columns"],
    ["story,links,Story\nx,,\n", "column-twice"],
    ["story\n\"x\n", "unclosed-quote"],
    ["story,links\n\n,\n", "no-rows"],
    [`story\n${"x\n".repeat(2001)}`, "too-many-rows"],
  ])("of the wrong make is refused: %#", async (text, code) => {
    expect((await fault(text)).code).toBe(code);
  });

  it("names every word it does not know, with row and column, and takes the other rows", async () => {
    const file = await check(
      ["Story", "about", "age", "danger", "source", "channel", "voicemail", "consents", "language", "received", "deadline"],
      ["a", "she", "grown", "some", "fax", "pigeon", "perhaps", "send-links everything", "english!", "31/03/2025", "2025-02-30"],
      ["b", "ME", "Adult", "NOW", "Visit", "other", "yes", "statistics; statistics", "PT-br", "31.3.2025", "when school begins"],
    );

    expect(codes(file)[0]!.toSorted()).toEqual([
      "error no-date deadline", "error no-date received", "error no-language language", "error unknown-code about", "error unknown-code age",
      "error unknown-code channel", "error unknown-code consents", "error unknown-code danger", "error unknown-code source", "error unknown-code voicemail",
    ]);
    expect(file.rows[0]!.report).toBeNull();
    expect(codes(file)[1]).toEqual([]);
    expect(file.rows[1]!.report).toMatchObject({
      about: "me", age: "adult", danger: "now", source: "visit", language: "pt-br", consents: ["statistics"],
      deadline: { date: "when school begins", why: "" }, leftovers: "received: 31.3.2025",
    });
  });

  it("keeps what is no link, and says so", async () => {
    const file = await check(["links", "reference"], ["https://t.me/somechannel/9 the group of her class", "1"], ["http://user:word@example.com/x", "2"], ["somewhere", "3"]);

    expect(codes(file)).toEqual([["remark text-kept links"], ["remark link-kept links"], ["remark text-kept links"]]);
    expect(file.rows[0]!.report).toMatchObject({ links: [{ platform: "telegram" }], leftovers: "reference: 1\nthe group of her class" });
    expect(file.rows[1]!.report!.links).toMatchObject([{ key: null }]);
    expect(file.rows[2]!.report!.leftovers).toBe("reference: 3\nsomewhere");
  });

  it("leaves out sign-in codes wherever they stand", async () => {
    const file = await check(["links", "story", "Remarks"], ["https://t.me/login/84213 @somechannel", "tg://login?code=84213", "https://t.me/login/84213"]);

    expect(codes(file)[0]).toEqual(["remark secret links", "remark secret story", "remark secret Remarks"]);
    expect(JSON.stringify([file.rows[0]!.report, file.rows[0]!.findings])).not.toContain("84213");
  });

  it("refuses a row without content, twice the same, or with cells in no column", async () => {
    const file = await check(
      ["reference", "story", "name"],
      ["1", "", "somebody"], ["2", "a", ""], ["2", "b", ""], ["", "c", ""], ["", "c ", ""], ["3", "d", "", "spare"], ["4", "d", ""],
    );

    expect(codes(file)).toEqual([["error no-content"], [], ["error reference-twice reference"], [], ["error row-twice"], ["error spare-cells"], []]);
    expect(file.rows[2]!.findings[0]!.values).toEqual(["3"]);
    expect((await check(["links"], ["https://t.me/login/84213"])).rows[0]!.report).toBeNull();
  });

  it("keeps columns that are not ours with the case, and says which", async () => {
    const file = await check(["story", "Sachbearbeitung", "Blog"], ["a", "Team 2", "=HYPERLINK(\"x\")"]);

    expect(file.keptColumns).toEqual(["Sachbearbeitung", "Blog"]);
    expect(file.rows[0]!.report!.leftovers).toBe("Sachbearbeitung: Team 2\nBlog: =HYPERLINK(\"x\")");
  });

  it("says what is too long, and keeps what just fits", async () => {
    const file = await check(
      ["story", "name", "links", "note"],
      ["x".repeat(40_001), "", "", ""], ["x".repeat(40_000), "y".repeat(500), "", ""], ["x", "y".repeat(501), "", ""], ["", "", "https://example.com/".padEnd(4001, "a"), ""],
      ["", "", Array.from({ length: 501 }, (_, n) => `https://example.com/${n}`).join(" "), ""], ["x", "", "", "z".repeat(15_000)], ["x", "", "a ".repeat(150_000), ""],
    );

    expect(file.rows.map(({ findings }) => findings.filter(({ level }) => level === "error").map(({ code }) => code))).toEqual(
      [["too-long"], [], ["too-long"], ["too-long"], ["too-many-links"], ["too-long"], ["too-long"]]);
  });

  it("keeps other scripts, emoji and formulas, and makes hidden characters visible as blanks", async () => {
    const file = await check(["story"], ["سلام 👩‍👧 עברית"], ["=HYPERLINK(\"https://example.com\")"], ["a\u0007b\r\nc"]);

    expect(file.rows.map(({ report }) => report!.story)).toEqual(["سلام 👩‍👧 עברית", "=HYPERLINK(\"https://example.com\")", "a b\nc"]);
    expect(codes(file)).toEqual([[], [], ["remark control story"]]);
  });

  it("says where safe contact is not clear", async () => {
    const file = await check(
      ["story", "channel", "address", "zone", "consents how"],
      ["a", "", "0123", "", ""], ["b", "here", "", "", ""], ["c", "phone", "0123", "her own", "spoken"], ["d", "", "", "", "on paper"],
    );

    expect(codes(file)).toEqual([["remark no-channel channel"], ["remark no-receipt channel"], ["remark no-zone zone"], ["remark consents-how consents how"]]);
    expect(file.rows.map(({ report }) => report!.contact?.channel)).toEqual(["other", "here", "phone", undefined]);
    expect(file.rows[3]!.report!.leftovers).toBe("consents how: on paper");
  });

  it("is the same rows however it is written", async () => {
    const one = (await checkFile("Story,Links,x\na,@somechannel,\n", defaults)) as CheckedFile;
    const other = (await checkFile("links;story\r\n\r\n\"@somechannel \";\"a\"\r\n", defaults)) as CheckedFile;

    expect(one.rows[0]!.cells).toEqual(other.rows[0]!.cells);
    expect(other.rows[0]).toMatchObject({ row: 3, line: 3 });
  });

  it("of any cells is read, and what is ready can be sealed", async () => {
    const any = fc.oneof(fc.string({ unit: "grapheme", maxLength: 40 }), fc.constantFrom("\u0000", "", "=1", "tg://login?code=84213"));
    const usual: Partial<Record<Column, readonly string[]>> = {
      received: ["2025-01-01", "1.2.2025"], source: ["phone"], about: ["me", "found"], age: ["adult", "minor"], danger: ["now"], deadline: ["2025-01-01", "soon"],
      channel: ["phone", "here"], voicemail: ["yes", "no"], language: ["en", "pt-BR"], consents: ["send-links", "statistics notify-me"], links: ["https://t.me/x/1 @somechannel"],
    };
    const row = fc.tuple(...columns.map((column) => fc.oneof({ weight: 30, arbitrary: fc.constantFrom("", ...(usual[column] ?? ["a word"])) }, { weight: 1, arbitrary: any })));
    let ready = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        const file = await check(columns, ...rows);
        for (const { report, findings } of "rows" in file ? file.rows : []) {
          if (report === null) expect(findings.some(({ level }) => level === "error")).toBe(true);
          else ready++;
          if (report !== null) expect(encodeBody("assisted-report", { ...report, takenBy: "Person 1", at: "2026-03-01T10:00:00Z" }).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: fuzzRuns },
    );
    expect(ready).toBeGreaterThan(fuzzRuns / 10);
  });
});

describe("a day", () => {
  it.each([["2025-03-31", "2025-03-31"], ["2025/3/1", "2025-03-01"], ["31.3.2025", "2025-03-31"], ["1. 2. 2025", "2025-02-01"], ["2024-02-29", "2024-02-29"]])("%s is one", (text, day) => {
    expect(dayOf(text)).toBe(day);
  });

  it.each(["2025-02-29", "03/04/2025", "31.13.2025", "soon", "", "0000-00-00", "2025-3"])("%s is none", (text) => {
    expect(dayOf(text)).toBeNull();
  });
});
