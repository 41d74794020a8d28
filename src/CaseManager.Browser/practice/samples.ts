// Usage: node samples.mjs PUBLIC_URL FOLDER GENESIS_FILE. Seals the sample reports once into FOLDER and posts them.
import { join } from "node:path";
import { normalizeLink, seededDirectory } from "../lib/links/index.ts";
import { verifyIntakeBundle } from "../lib/roster/index.ts";
import type { Intake } from "../lib/roster/index.ts";
import type { Body } from "../lib/sealing/body.ts";
import { fromBase64url } from "../lib/sealing/index.ts";
import { readJson, writeJson } from "./files.ts";
import { postReport } from "./postReport.ts";
import { sealReport } from "./sealReport.ts";
import type { SealedReport } from "./sealReport.ts";
import type { Story } from "./stories.ts";
import { stories } from "./stories.ts";

const [publicUrl = "", folder = "", genesis = ""] = process.argv.slice(2);
const intake = await fetchIntake();
for (const story of stories) {
  const path = join(folder, `${story.name}.json`);
  // Kept before it is sent: a start broken off between the two sends the same report again, not a second one.
  const sealed = readJson<SealedReport>(path) ?? (await sealReport(story.name, reportOf(story), intake));
  writeJson(path, sealed);
  await postReport(publicUrl, sealed.body);
}

async function fetchIntake(): Promise<Intake> {
  const answer = await fetch(`${publicUrl}/api/intake`);
  if (!answer.ok) throw new Error(`${publicUrl}/api/intake answered ${answer.status}: ${await answer.text()}`);
  const { rootKey } = readJson<{ rootKey: string }>(genesis)!;
  return verifyIntakeBundle(await answer.json(), fromBase64url(rootKey)!);
}

function reportOf(story: Story): Body<"report"> {
  const links = story.links.map((typed) => {
    const { key, platform } = normalizeLink(typed, seededDirectory);
    return { typed, key, platform };
  });
  return { v: 1, ...story.fields, links, language: "en", zone: "Europe/Berlin", at: new Date().toISOString() };
}
