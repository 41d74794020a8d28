/** Why a frame was refused. Each is one way in which the server's claim and the sealed bytes differ. */
export type FrameFault =
  | "not-a-frame"
  | "unknown-version"
  | "instance"
  | "case"
  | "key-pair"
  | "generation"
  | "object"
  | "unknown-kind"
  | "kind"
  | "author"
  | "author-may-not"
  | "sequence"
  | "previous"
  | "heads"
  | "length"
  | "padding"
  | "authenticator"
  | "unknown-signer"
  | "not-assisted"
  | "body"
  | "not-announced"
  | "revoked-signer"
  | "audience";

/** An object is not what the server says it is, or nobody we know wrote it. Never shown as content. */
export class FrameRefusal extends Error {
  override readonly name = "FrameRefusal";
  readonly code: FrameFault;
  constructor(code: FrameFault) {
    super(`refused: ${code}`);
    this.code = code;
  }
}
