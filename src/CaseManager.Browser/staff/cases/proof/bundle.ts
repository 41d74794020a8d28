// What makes proof packs, loaded only when one is made.
export { makePack, ProofRefusal } from "../../../lib/proof/index.ts";
export { canvasPainter } from "./canvasPainter.ts";
