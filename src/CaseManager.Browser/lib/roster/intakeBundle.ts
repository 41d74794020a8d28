import { base64url, equal, fromBase64url, fromHex } from "../sealing/bytes.ts";
import { publicKeyLength, recipientOf } from "../sealing/keyPair.ts";
import type { ShapeOf } from "../sealing/shape.ts";
import { bytesText, count, id, instant, list, object, oneOf, text } from "../sealing/shape.ts";
import { isSignedBy, signDocument, valueOf } from "../sealing/signedDocument.ts";
import { certificateShape, leadsToRoot } from "./officerCertificate.ts";
import { RosterRefusal } from "./refusal.ts";
import type { Roster } from "./roster.ts";
import { certificatesOf, currentEpoch } from "./roster.ts";

const label = "casemanager/1 intake";
const largest = 4096;
const shape = object({
  v: oneOf(1), instance: id, salt: bytesText(16), epoch: count(100_000), epochKey: bytesText(publicKeyLength),
  recoveryKey: bytesText(publicKeyLength), at: instant, by: bytesText(32),
});
const signedShape = object({
  bundle: text(6000), signature: bytesText(64), certificates: list(certificateShape, 8), rootKey: bytesText(32),
});

/** What a survivor's page fetches: the bundle's exact bytes, its signature and the chain to the root, in base64url. */
export type SignedIntakeBundle = ShapeOf<typeof signedShape>;

/** What a survivor's browser seals a report with. */
export interface Intake {
  readonly instanceId: Uint8Array;
  readonly salt: Uint8Array;
  readonly epoch: number;
  readonly epochRecipient: string;
  readonly recoveryRecipient: string;
  readonly at: string;
}

/** Signs the bundle of a roster's current epoch with an officer's key or the root. */
export function signIntakeBundle(
  roster: Roster,
  at: string,
  signer: { readonly signingKey: Uint8Array; readonly signingSeed: Uint8Array },
): SignedIntakeBundle {
  const epoch = currentEpoch(roster);
  if (epoch === null) throw new RosterRefusal("epoch");
  const value = {
    v: 1, instance: roster.instance, salt: base64url(roster.salt), epoch: epoch.number,
    epochKey: base64url(epoch.publicKey), recoveryKey: base64url(roster.recoveryKey), at, by: base64url(signer.signingKey),
  };
  const { bytes, signature } = signDocument(label, value, signer.signingSeed);
  return {
    bundle: base64url(bytes),
    signature: base64url(signature),
    certificates: certificatesOf(roster, signer.signingKey),
    rootKey: base64url(roster.rootKey),
  };
}

/**
 * Verifies an intake bundle from the root key alone.
 * @param pinnedRoot the root key the page was built with, never the one in the bundle.
 * @throws RosterRefusal
 */
export function verifyIntakeBundle(signed: unknown, pinnedRoot: Uint8Array): Intake {
  if (!signedShape(signed)) throw new RosterRefusal("bundle");
  if (!equal(fromBase64url(signed.rootKey)!, pinnedRoot)) throw new RosterRefusal("root");
  const bytes = fromBase64url(signed.bundle);
  const value = bytes === null || bytes.length > largest ? undefined : valueOf(bytes);
  if (bytes === null || !shape(value)) throw new RosterRefusal("bundle");
  const by = fromBase64url(value.by)!;
  const instanceId = fromHex(value.instance);
  if (!leadsToRoot(by, signed.certificates, instanceId, pinnedRoot)) throw new RosterRefusal("signer");
  if (!isSignedBy(label, { bytes, signature: fromBase64url(signed.signature)! }, by)) throw new RosterRefusal("signature");
  return {
    instanceId,
    salt: fromBase64url(value.salt)!,
    epoch: value.epoch,
    epochRecipient: recipientOf(fromBase64url(value.epochKey)!),
    recoveryRecipient: recipientOf(fromBase64url(value.recoveryKey)!),
    at: value.at,
  };
}
