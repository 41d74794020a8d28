import type { Entry } from "../../lib/casework/entry.ts";
import { entriesOf } from "../../lib/casework/entry.ts";
import type { Body } from "../../lib/sealing/index.ts";

/** What she, or somebody for her, told us: the newest report, however it came in; a draft only where there is nothing else. */
export function toldIn(entries: readonly Entry[]): Partial<Body<"report">> | null {
  const report = entriesOf(entries, "report").at(-1) ?? entriesOf(entries, "assisted-report").at(-1) ?? entriesOf(entries, "draft").at(-1);
  return report?.body ?? null;
}
