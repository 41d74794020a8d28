import { ed25519 } from "@noble/curves/ed25519.js";
import { verifies } from "../sealing/authenticator.ts";
import { base64url, equal, fromBase64url } from "../sealing/bytes.ts";
import { labelled } from "../sealing/labels.ts";
import type { ShapeOf } from "../sealing/shape.ts";
import { bytesText, object } from "../sealing/shape.ts";

const label = "casemanager/1 officer";

/** The shape of a certificate in JSON. */
export const certificateShape = object({ key: bytesText(32), by: bytesText(32), signature: bytesText(64) });

/** Says that the root, or an officer before, made a signing key an officer's. Bytes in base64url. */
export type OfficerCertificate = ShapeOf<typeof certificateShape>;

/** Makes a signing key an officer's: the signature covers label, instance id and key. */
export const certifyOfficer = (instanceId: Uint8Array, officerKey: Uint8Array, signingSeed: Uint8Array): OfficerCertificate => ({
  key: base64url(officerKey),
  by: base64url(ed25519.getPublicKey(signingSeed)),
  signature: base64url(ed25519.sign(labelled(label, instanceId, officerKey), signingSeed)),
});

/** Whether the certificate's own signature is genuine. Says nothing about who signed. */
export const isGenuine = (certificate: OfficerCertificate, instanceId: Uint8Array): boolean =>
  verifies(
    fromBase64url(certificate.signature)!,
    labelled(label, instanceId, fromBase64url(certificate.key)!),
    fromBase64url(certificate.by)!,
  );

/** Whether a key is the root or an officer's by a chain of certificates that ends at the root. At most eight are read. */
export function leadsToRoot(
  key: Uint8Array,
  certificates: readonly OfficerCertificate[],
  instanceId: Uint8Array,
  root: Uint8Array,
): boolean {
  let current = key;
  for (let steps = 0; steps <= 8; steps++) {
    if (equal(current, root)) return true;
    const certificate = certificates.find((one) => one.key === base64url(current));
    if (certificate === undefined || !isGenuine(certificate, instanceId)) return false;
    current = fromBase64url(certificate.by)!;
  }
  return false;
}
