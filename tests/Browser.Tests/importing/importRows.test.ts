import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importRows } from "../../../src/CaseManager.Browser/lib/importing/importRows.ts";
import { fuzzRuns } from "../fuzz.ts";

class Refused extends Error {}

describe("a run over the rows of a file", () => {
  it("goes on behind a row that is refused, and stops at what no row would pass", async () => {
    const taken: number[] = [];
    const refused: number[] = [];
    const run = {
      send: async (row: number) => {
        if (row === 2) throw new Refused();
        if (row === 4) throw new TypeError("no network");
        return row;
      },
      taken: (row: number) => void taken.push(row),
      refused: (row: number, problem: unknown) => problem instanceof Refused && refused.push(row) > 0,
      stopped: () => false,
    };

    const end = await importRows([1, 2, 3, 4, 5], run);

    expect(end).toMatchObject({ how: "broken", problem: { message: "no network" } });
    expect([taken, refused]).toEqual([[1, 3], [2]]);
  });

  it("broken anywhere and begun again, also where the answer was lost, makes one case of every row", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.array(fc.constantFrom("lost before", "lost after", "stop", "fine"), { maxLength: 30 }), async (size, faults) => {
        const rows = Array.from({ length: size }, (_, n) => ({ mark: n, caseId: undefined as number | undefined }));
        const server = new Map<number, number>();
        let made = 0;
        let stop = false;
        for (let tries = 0; tries < 100 && rows.some(({ caseId }) => caseId === undefined); tries++) {
          stop = false;
          await importRows(rows.filter(({ caseId }) => caseId === undefined), {
            send: async ({ mark }) => {
              const fault = faults.shift();
              if (fault === "lost before") throw new Error(fault);
              if (!server.has(mark)) server.set(mark, ++made);
              if (fault === "lost after") throw new Error(fault);
              if (fault === "stop") stop = true;
              return server.get(mark)!;
            },
            taken: (row, caseId) => void (row.caseId = caseId),
            refused: () => false,
            stopped: () => stop,
          });
        }

        expect(made).toBe(size);
        expect(new Set(rows.map(({ caseId }) => caseId)).size).toBe(size);
      }),
      { numRuns: fuzzRuns },
    );
  });
});
