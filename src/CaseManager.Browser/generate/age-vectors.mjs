import { inflateSync } from "node:zlib";
import * as vectors from "cctv-age";

// Prints the published test vectors of the age format (C2SP/CCTV) for the server's header check to be held to:
// lines of JSON { name, expect, file }, the file in base64url. A vector is header lines, a blank line, the file.
for (const [name, vector] of Object.entries(vectors)) {
  const bytes = Buffer.from(vector);
  const end = bytes.indexOf("\n\n");
  const fields = Object.fromEntries(bytes.toString("latin1", 0, end).split("\n").map((line) => line.split(": ", 2)));
  const rest = bytes.subarray(end + 2);
  const file = fields.compressed === "zlib" ? inflateSync(rest) : rest;
  console.log(JSON.stringify({ name, expect: fields.expect, file: file.toString("base64url") }));
}
