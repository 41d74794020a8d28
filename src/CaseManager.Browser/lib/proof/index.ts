export type { Opened, Proof, ProofChoice } from "./document.ts";
export type { Making } from "./makePack.ts";
export { makePack } from "./makePack.ts";
export type { Pack } from "./manifest.ts";
export type { Ink, Painter } from "./page.ts";
export { dotsPerPoint } from "./page.ts";
export { ProofRefusal } from "./refusal.ts";
export type { Say } from "./story.ts";
