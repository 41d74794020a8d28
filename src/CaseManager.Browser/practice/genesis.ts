// Run by Node: makes a practice organisation's keys and accounts in a folder.
//   node genesis.mjs FOLDER
// writes genesis.json (nothing secret), accounts.json (every secret of the practice accounts), recovery/*.age and words.txt.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makePracticeOrganisation } from "./organisation.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("name the folder to write to");

const made = await makePracticeOrganisation(new Date());
await mkdir(join(folder, "recovery"), { recursive: true });
await writeFile(join(folder, "genesis.json"), JSON.stringify(made.genesis, null, 1), { mode: 0o600 });
await writeFile(join(folder, "accounts.json"), JSON.stringify(made.accounts, null, 1), { mode: 0o600 });
for (const [name, content] of Object.entries(made.recovery)) {
  await writeFile(join(folder, "recovery", name), content, { mode: 0o600 });
}
