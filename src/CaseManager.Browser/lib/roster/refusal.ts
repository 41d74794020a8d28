/** Why a roster, an intake bundle or an epoch key was refused. */
export type RosterFault =
  | "empty"
  | "entry"
  | "genesis"
  | "root"
  | "instance"
  | "sequence"
  | "previous"
  | "signer"
  | "signature"
  | "officer-certificate"
  | "member"
  | "epoch"
  | "rollback"
  | "fork"
  | "bundle"
  | "epoch-key";

/** The list of people and keys is not what the root vouches for, or older than what was seen before. */
export class RosterRefusal extends Error {
  override readonly name = "RosterRefusal";
  readonly code: RosterFault;
  /** Place of the entry in the log, from 0; `null` where it is not about one entry. */
  readonly sequence: number | null;
  constructor(code: RosterFault, sequence: number | null = null) {
    super(`refused: roster ${code}${sequence === null ? "" : ` at entry ${sequence}`}`);
    this.code = code;
    this.sequence = sequence;
  }
}
