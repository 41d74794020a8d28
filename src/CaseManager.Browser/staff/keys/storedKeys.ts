import { fromBase64url } from "../../lib/sealing/bytes.ts";
import type { StoredUnlock } from "../../lib/sealing/changeUnlock.ts";
import { bytesText, list, object, text } from "../../lib/sealing/shape.ts";
import type { SignedDocument } from "../../lib/sealing/signedDocument.ts";
import { StaffKeyRefusal } from "../../lib/sealing/staffKeys.ts";
import { call } from "../page/api.ts";

const answerShape = object({
  keyFile: text(60_000), methods: list(object({ bytes: text(20_000), signature: bytesText(64) }), 8), signingKey: bytesText(32),
  recipientKey: text(2000),
});

/**
 * One's own sealed seed and the ways to open it. Nothing vouches for them yet.
 * @throws StaffKeyRefusal, ApiProblem
 */
export async function storedKeys(): Promise<StoredUnlock> {
  const answer = await call("GET", "/api/staff/keys");
  if (!answerShape(answer)) throw new StaffKeyRefusal("method");
  return { keyFile: bytesOf(answer.keyFile), methods: answer.methods.map(documentOf) };
}

const documentOf = ({ bytes, signature }: { readonly bytes: string; readonly signature: string }): SignedDocument => ({
  bytes: bytesOf(bytes), signature: bytesOf(signature),
});

function bytesOf(written: string): Uint8Array {
  const bytes = fromBase64url(written);
  if (bytes === null) throw new StaffKeyRefusal("method");
  return bytes;
}
