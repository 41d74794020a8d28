import { open, seal } from "../sealing/ageFile.ts";
import { base64url, equal, fromBase64url, utf8 } from "../sealing/bytes.ts";
import type { KeyPair } from "../sealing/keyPair.ts";
import { keyPairOf, recipientOf } from "../sealing/keyPair.ts";
import { bytesText, count, id, instant, object, oneOf, text } from "../sealing/shape.ts";
import { isSignedBy, signDocument, valueOf } from "../sealing/signedDocument.ts";
import { RosterRefusal } from "./refusal.ts";
import type { Member, Roster } from "./roster.ts";

const label = "casemanager/1 epoch key";
const envelope = object({ document: text(4000), signature: bytesText(64) });
const shape = object({
  v: oneOf(1), instance: id, epoch: count(100_000), user: id, seed: bytesText(32), at: instant, by: bytesText(32),
});

/** Seals an epoch's seed to one member: an age file with a signed document inside that says for whom it is. */
export function sealEpochKey(
  grant: { readonly instance: string; readonly epoch: number; readonly seed: Uint8Array; readonly at: string },
  member: Pick<Member, "user" | "publicKey">,
  signer: { readonly signingKey: Uint8Array; readonly signingSeed: Uint8Array },
): Promise<Uint8Array> {
  const value = {
    v: 1, instance: grant.instance, epoch: grant.epoch, user: member.user, seed: base64url(grant.seed), at: grant.at,
    by: base64url(signer.signingKey),
  };
  const { bytes, signature } = signDocument(label, value, signer.signingSeed);
  const plaintext = utf8(JSON.stringify({ document: base64url(bytes), signature: base64url(signature) }));
  return seal(plaintext, [recipientOf(member.publicKey)]);
}

/**
 * Opens an epoch key made for a member.
 * @returns the epoch's key pair, or `null` when the file is not for this identity.
 * @throws RosterRefusal unless root or an officer signed it for this member and it is the rostered key of that epoch.
 */
export async function openEpochKey(
  file: Uint8Array,
  identity: string,
  expected: { readonly epoch: number; readonly user: string },
  roster: Roster,
): Promise<KeyPair | null> {
  const plaintext = await open(file, identity);
  if (plaintext === null) return null;
  const outer = valueOf(plaintext);
  if (!envelope(outer)) throw new RosterRefusal("epoch-key");
  const bytes = fromBase64url(outer.document);
  const value = bytes === null ? undefined : valueOf(bytes);
  if (bytes === null || !shape(value)) throw new RosterRefusal("epoch-key");
  if (value.instance !== roster.instance || value.epoch !== expected.epoch || value.user !== expected.user) {
    throw new RosterRefusal("epoch-key");
  }
  const by = fromBase64url(value.by)!;
  const known = equal(by, roster.rootKey) || [...roster.members.values()].some((m) => m.officer && equal(m.signingKey, by));
  if (!known) throw new RosterRefusal("signer");
  if (!isSignedBy(label, { bytes, signature: fromBase64url(outer.signature)! }, by)) throw new RosterRefusal("signature");
  const rostered = roster.epochs.find((epoch) => epoch.number === value.epoch);
  const key = await keyPairOf(fromBase64url(value.seed)!);
  if (rostered === undefined || !equal(rostered.publicKey, key.publicKey)) throw new RosterRefusal("epoch");
  return key;
}
