import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** A JSON file; `null` when there is none. */
export const readJson = <T>(path: string): T | null =>
  existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : null;

/** Writes a JSON file for its owner only: whole, or not at all. */
export function writeJson(path: string, value: unknown): void {
  writeFileSync(`${path}.new`, JSON.stringify(value, null, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
