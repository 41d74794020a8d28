/** The most recipients a file may have. */
export const maximumRecipients = 64;

const encapsulatedKey = 1494; // 1,120 bytes in base64 without padding
const wrappedFileKey = 43; // 32 bytes
const stanzaType = "mlkem768x25519";
const longestLine = 2048;
// The one spelling: bits of the last character that belong to no byte are zero.
const stanza = new RegExp(`^-> ${stanzaType} [A-Za-z0-9+/]{${encapsulatedKey - 1}}[AQgw]$`);
const body = new RegExp(`^[A-Za-z0-9+/]{${wrappedFileKey - 1}}[AEIMQUYcgkosw048]$`);
const mac = /^--- [A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]$/;

/** What is wrong with the header of an age file. */
export type HeaderFault = "header" | "stanza-type" | "recipients";

/**
 * Reads the header of an age file that may be sealed to hybrid recipients only.
 * @returns its length in bytes with the final line feed and the number of recipients, or what is wrong.
 * @remarks Every line has one possible length, so nothing but such stanzas fits between version and MAC.
 */
export function readHeader(file: Uint8Array): { length: number; recipients: number } | { fault: HeaderFault } {
  const text = String.fromCharCode(...file.subarray(0, Math.min(file.length, 32)));
  if (!text.startsWith("age-encryption.org/v1\n")) return { fault: "header" };
  let position = 22;
  for (let recipients = 0; ; recipients++) {
    const line = lineAt(file, position);
    if (line === null) return { fault: "header" };
    position += line.length + 1;
    if (mac.test(line)) {
      return recipients === 0 ? { fault: "recipients" } : { length: position, recipients };
    }
    if (recipients === maximumRecipients) return { fault: "recipients" };
    if (!stanza.test(line)) {
      return { fault: line.startsWith("-> ") && !line.startsWith(`-> ${stanzaType} `) ? "stanza-type" : "header" };
    }
    const wrapped = lineAt(file, position);
    if (wrapped === null || !body.test(wrapped)) return { fault: "header" };
    position += wrapped.length + 1;
  }
}

function lineAt(file: Uint8Array, start: number): string | null {
  const end = file.subarray(start, start + longestLine).indexOf(0x0a);
  return end < 0 ? null : String.fromCharCode(...file.subarray(start, start + end));
}
