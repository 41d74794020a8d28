import { expect, test } from "vitest";
import { stories } from "../../../src/CaseManager.Browser/practice/stories.ts";
import { sealReport } from "../../../src/CaseManager.Browser/practice/sealReport.ts";
import type { Intake } from "../../../src/CaseManager.Browser/lib/roster/index.ts";
import type { Body } from "../../../src/CaseManager.Browser/lib/sealing/body.ts";
import { parseBody } from "../../../src/CaseManager.Browser/lib/sealing/body.ts";
import {
  deriveReceiptKeys, fromBase64url, fromHex, identityOf, keyPairOf, openFrame, openWrap, parseReceipt, randomBytes,
} from "../../../src/CaseManager.Browser/lib/sealing/index.ts";

const epoch = await keyPairOf();
const recovery = await keyPairOf();
const intake: Intake = {
  instanceId: randomBytes(16), salt: randomBytes(16), epoch: 1, epochRecipient: epoch.recipient,
  recoveryRecipient: recovery.recipient, at: "2026-03-02T09:00:00Z",
};
const bytes = (text: string): Uint8Array => fromBase64url(text)!;

test.each(stories)("the sample report $name opens with the epoch's key, recovery's and its receipt", async (story) => {
  const report: Body<"report"> = { v: 1, ...story.fields, links: [], language: "en", zone: "UTC", at: intake.at };
  const sealed = await sealReport(story.name, report, intake);
  const posted = JSON.parse(sealed.body);
  const secret = parseReceipt(sealed.words);
  if (!("secret" in secret)) throw new Error("a receipt that cannot be typed");
  expect(parseReceipt(sealed.digits)).toEqual(secret);
  const survivor = await deriveReceiptKeys(secret.secret, intake.salt);
  const identities: Record<string, string> = {
    "epoch:1": epoch.identity, recovery: recovery.identity, receipt: identityOf(survivor.survivorSeed),
  };

  for (const wrap of posted.wraps) {
    const { instanceId } = intake;
    const caseId = fromHex(posted.case.id);
    const place = { instanceId, caseId, keyPair: "C", generation: 0, objectId: fromHex(wrap.objectId), author: "survivor" } as const;
    const opened = await openWrap(bytes(wrap.file), identities[wrap.recipient]!, place, {});
    for (const object of posted.objects) {
      const expected = {
        ...place, objectId: fromHex(object.objectId), kind: object.kind, sequence: object.sequence, previous: bytes(object.previous),
      };
      const frame = await openFrame(bytes(object.file), opened!.key.identity, expected, { survivorMac: opened!.survivorMac! });
      expect(parseBody(object.kind, frame!.body)).toMatchObject({ about: report.about, age: report.age, language: "en" });
    }
  }

  expect(posted.wraps.map((wrap: { recipient: string }) => wrap.recipient)).toEqual(Object.keys(identities));
});
