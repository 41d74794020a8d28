/** Why no pack is made: what the server gave does not hold together. */
export class ProofRefusal extends Error {
  override readonly name = "ProofRefusal";
  readonly code: "shape" | "chain" | "head" | "head-signature" | "payload" | "notice-text" | "canvas";
  /** The place in the chain; the notice's id; empty where nothing is to be named. */
  readonly at: string;
  constructor(code: ProofRefusal["code"], at = "") {
    super(`${code} ${at}`);
    this.code = code;
    this.at = at;
  }
}
