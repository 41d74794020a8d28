import { hex, randomBytes } from "../lib/sealing/bytes.ts";
import { suggestPassphrase } from "../lib/sealing/passphrase.ts";

/** An account of the practice organisation with everything a person would keep to herself. */
export interface PracticeAccount {
  /** 32 hex digits. */
  readonly id: string;
  readonly name: string;
  readonly alias: string;
  readonly roles: readonly string[];
  readonly password: string;
  /** Base32, for an authenticator app. */
  readonly totpKey: string;
  /** Opens the keys; `null` for an account without keys. */
  readonly passphrase: string | null;
  readonly recoveryCode: string | null;
}

/** Whose keys the roster names, and who may sign it. */
export interface PracticePerson {
  readonly name: string;
  readonly alias: string;
  readonly roles: readonly string[];
  readonly hasKeys: boolean;
  readonly officer: boolean;
  readonly opensReports: boolean;
}

/** The practice team: birds and trees, so that nobody takes them for people. */
export const people: readonly PracticePerson[] = [
  { name: "heron", alias: "Heron", roles: ["supervisor"], hasKeys: true, officer: true, opensReports: true },
  { name: "linden", alias: "Linden", roles: ["supervisor"], hasKeys: true, officer: true, opensReports: true },
  { name: "wren", alias: "Wren", roles: ["caseworker"], hasKeys: true, officer: false, opensReports: true },
  { name: "rowan", alias: "Rowan", roles: ["caseworker"], hasKeys: true, officer: false, opensReports: true },
  { name: "alder", alias: "Alder", roles: ["administrator"], hasKeys: false, officer: false, opensReports: false },
  { name: "finch", alias: "Finch", roles: ["advocate"], hasKeys: false, officer: false, opensReports: false },
  { name: "birch", alias: "Birch", roles: ["auditor"], hasKeys: true, officer: false, opensReports: false },
];

/** An account for a person, before keys. */
export const newAccount = (person: PracticePerson): Omit<PracticeAccount, "passphrase" | "recoveryCode"> => ({
  id: hex(randomBytes(16)),
  name: person.name,
  alias: person.alias,
  roles: person.roles,
  password: passwordWithout(person.name),
  totpKey: base32(randomBytes(20)),
});

/** The server refuses a password with the sign-in name in it. */
function passwordWithout(name: string): string {
  for (;;) {
    const password = suggestPassphrase(4);
    if (!password.includes(name)) return password;
  }
}

function base32(bytes: Uint8Array): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.match(/.{5}/g)!.map((five) => alphabet[Number.parseInt(five, 2)]!).join("");
}
