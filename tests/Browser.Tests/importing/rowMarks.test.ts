import { describe, expect, it } from "vitest";
import { rowMarker } from "../../../src/CaseManager.Browser/lib/importing/rowMarks.ts";
import { keyPairOf } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { afterLeaving, practiceTeam } from "../casework/practice.ts";

const row = { cells: [["reference", "7"], ["story", "It began in May"]], reference: "7" } as const;

describe("the mark of a row", () => {
  it("is the same in every browser of the team, and another for another row or reference", async () => {
    const team = await practiceTeam();
    const [first, second] = [rowMarker(team.first), rowMarker(team.second)];

    expect(first(row)).toEqual(second(row));
    expect(first(row).marks).toMatchObject({ epoch: 1, older: [] });
    expect(first({ ...row, cells: [["reference", "7"], ["story", "It began in June"]] }).marks).toMatchObject({ reference: first(row).marks.reference });
    expect(first({ ...row, cells: [["story", "It began in June"]] }).marks.row).not.toBe(first(row).marks.row);
    expect(first({ cells: row.cells, reference: "" })).toMatchObject({ marks: { reference: null }, references: [] });
  });

  it("is that of the written vector", async () => {
    const team = await practiceTeam();
    const epoch = await keyPairOf(new Uint8Array(32).fill(1));

    const { marks } = rowMarker({ ...team.first, epochs: new Map([[1, epoch]]) })(row);

    expect([marks.row, marks.reference]).toEqual(["zUUk35ZyTA56wV88CGzXqQ", "iw9P9E-146uYqpueluWXQw"]);
  });

  it("is known under the key before, once the team key turned", async () => {
    const team = await practiceTeam();
    const before = rowMarker(team.first)(row);
    const after = rowMarker((await afterLeaving(team)).first)(row);

    expect(after.marks.epoch).toBe(2);
    expect(after.marks.row).not.toBe(before.marks.row);
    expect(after.marks.older).toEqual([before.marks.row]);
    expect(after.references).toContain(before.marks.reference);
  });

  it("is not made by whoever lacks the newest team key", async () => {
    const team = await practiceTeam();
    const { first } = await afterLeaving(team);

    expect(() => rowMarker({ ...first, epochs: new Map([[1, team.epoch]]) })).toThrow(RangeError);
    expect(() => rowMarker({ ...first, epochs: new Map() })).toThrow(RangeError);
  });
});
