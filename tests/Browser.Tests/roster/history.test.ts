import { expect, it } from "vitest";
import { base64url } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { historyOf } from "../../../src/CaseManager.Browser/lib/roster/history.ts";
import { verifyRoster } from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import { at, idOf, memberOf, practiceRoster, root } from "./practice.ts";

it("tells who came, rose and left, which key was turned, and who signed it", async () => {
  const { log, first, second, caseworker } = await practiceRoster();
  log.add(memberOf(3, caseworker, second), second);
  log.add({ type: "revoked", at, user: idOf(2) }, first);
  log.add({ type: "recovery", at, files: base64url(new Uint8Array(32)) });
  const history = historyOf(log.entries, verifyRoster(log.entries, root.signingKey));

  expect(history.map(({ what, by }) => [what.kind, "alias" in what ? what.alias : "", by])).toEqual([
    ["begun", "", null],
    ["officer", "Person 1", null],
    ["officer", "Person 2", "Person 1"],
    ["admitted", "Person 3", "Person 2"],
    ["epoch", "", "Person 2"],
    ["officer", "Person 3", "Person 2"],
    ["left", "Person 2", "Person 1"],
    ["recovery", "", null],
  ]);
});
