import { hex } from "../lib/sealing/bytes.ts";

/**
 * What a recovery file holds: lines a person can read, and as its last line the age identity, so that
 * `age -d -i` takes the opened file as it is.
 */
export const recoveryText = (instance: string, rootSeed: Uint8Array, recoveryIdentity: string): string =>
  [
    `# CaseManager recovery, instance ${instance}`,
    `# root-seed ${hex(rootSeed)}`,
    "# The line below opens the recovery wrap of every case.",
    recoveryIdentity,
    "",
  ].join("\n");
