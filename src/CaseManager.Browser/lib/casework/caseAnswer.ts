import type { StoredObject } from "../sealing/index.ts";

/** How a report came in. */
export type IntakeMode = "sealed" | "server-assisted" | "staff-assisted";

/** A stored object with the moment the server took it in. */
export interface StoredAt extends StoredObject {
  readonly receivedAt: string;
}

/** A consent as the server enforces it. */
export interface ConsentRow {
  readonly purpose: string;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
  readonly how: "form" | "spoken";
}

/** A case as the server gives it to staff: what it claims, none of it believed before it is verified. */
export interface CaseAnswer {
  readonly case: {
    readonly id: string;
    readonly mode: IntakeMode;
    readonly language: string;
    readonly receivedAt: string;
    readonly held: boolean;
    readonly hasReceipt: boolean;
    readonly openedAt: string | null;
    readonly closedAt: string | null;
    readonly assignee: { readonly id: string; readonly alias: string } | null;
  };
  readonly wraps: readonly StoredObject[];
  readonly objects: readonly StoredAt[];
  readonly consents: readonly ConsentRow[];
}

/** What opening one row of the queue needs. */
export interface CardAnswer {
  readonly caseId: string;
  readonly mode: IntakeMode;
  readonly wraps: readonly StoredObject[];
  /** `null` where there is none, such as a draft that staff may read. */
  readonly card: StoredObject | null;
}
