import { fromHex, hex, utf8, utf8Text } from "../sealing/bytes.ts";

/** What a recovery file holds: who has it opened is the root, and opens every case. */
export interface RecoverySecrets {
  /** 32 hex digits. */
  readonly instance: string;
  readonly rootSeed: Uint8Array;
  /** `AGE-SECRET-KEY-PQ-1…` */
  readonly recoveryIdentity: string;
}

const form =
  /^# CaseManager recovery, instance ([0-9a-f]{32})\n# root-seed ([0-9a-f]{64})\n# The line below opens the recovery wrap of every case\.\n(AGE-SECRET-KEY-PQ-1[0-9A-Z]{58})\n$/;

/**
 * What a recovery file holds: lines a person can read, and as its last line the age identity, so that
 * `age -d -i` takes the opened file as it is.
 */
export const recoveryText = ({ instance, rootSeed, recoveryIdentity }: RecoverySecrets): Uint8Array =>
  utf8([
    `# CaseManager recovery, instance ${instance}`,
    `# root-seed ${hex(rootSeed)}`,
    "# The line below opens the recovery wrap of every case.",
    recoveryIdentity,
    "",
  ].join("\n"));

/** Reads an opened recovery file; `null` unless it is exactly one. */
export function readRecoveryText(opened: Uint8Array): RecoverySecrets | null {
  const read = form.exec(utf8Text(opened));
  if (read === null) return null;
  const [, instance, seed, recoveryIdentity] = read as unknown as [string, string, string, string];
  return { instance, rootSeed: fromHex(seed), recoveryIdentity };
}
