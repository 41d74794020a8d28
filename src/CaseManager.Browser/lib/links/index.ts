export { erased, eraseSecrets } from "./eraseSecrets.ts";
export { type Extraction, extractLinks, type Piece } from "./extractLinks.ts";
export { holdsSecret, reasons, tableVersion } from "./linkTable.ts";
export { keyOfToday, normalizeLink, type NormalizedLink } from "./normalizeLink.ts";
export { type PlatformDirectory, platformDirectory } from "./platformDirectory.ts";
export type { LinkKind } from "./reading.ts";
export { seededDirectory } from "./seededDirectory.ts";
