// Checks a proof pack without CaseManager, its server or its database.
//
//   node check-proof.mjs proof-3F2A-91BC-2026-11-30.zip
//   node check-proof.mjs FOLDER          the same, unpacked
//
// Node 20 or newer, nothing else. Says what it checked on standard output; whatever does not hold is named on standard error,
// and the exit code is then 1. What it cannot know is whose key it is: compare its mark with what the organisation tells you.
// Formats: docs/proof-pack.md.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";

const path = process.argv[2];
if (path === undefined || process.argv.length > 3) stop("Usage: node check-proof.mjs PACK.zip|FOLDER");

const faults = [];
const files = read();
const manifest = jsonOf("manifest.json");
const signature = jsonOf("signature.json");
if (manifest.v !== 1 || manifest.format !== "casemanager proof pack") stop("The manifest is none of a proof pack that this script reads.");

const key = Buffer.from(String(signature.key), "base64url");
check(isSigned("casemanager/1 proof pack", files.get("manifest.json"), signature.signature, key), "The signature is not by the key in signature.json over this manifest.");
check(signature.staffId === manifest.madeBy?.staffId, "The signature names somebody else than the manifest.");
for (const { name, length, sha256: expected } of manifest.files) {
  const bytes = files.get(name);
  if (bytes === undefined) fault(`${name} is missing.`);
  else check(bytes.length === length && sha256(bytes) === expected, `${name} is not the file that the manifest names.`);
}
const named = new Set([...manifest.files.map(({ name }) => name), "manifest.json", "signature.json"]);
for (const name of ["README.txt", "proof.json", "proof.pdf"]) check(named.has(name), `The manifest does not name ${name}.`);
for (const name of files.keys()) check(named.has(name), `${name} is in the pack, and the manifest does not name it.`);

const proof = jsonOf("proof.json");
check(proof.v === 1 && proof.format === "casemanager proof", "proof.json is of another version than this script reads.");
for (const name of ["caseReference", "instance", "organisation", "madeAt", "recipient"]) {
  check(proof.pack[name] === manifest[name], `proof.json and the manifest differ about ${name}.`);
}
check(proof.pack.id === manifest.packId && proof.pack.madeBy.staffId === manifest.madeBy.staffId, "proof.json and the manifest are of two packs.");
checkNotices();
checkChain();
checkHead();

for (const sentence of faults) console.error(sentence);
if (faults.length > 0) process.exit(1);
const { links, head } = proof.chain;
console.log(`Proof pack ${manifest.caseReference} of ${manifest.organisation}, made ${manifest.madeAt}, for: ${manifest.recipient}.`);
console.log(`Every file is the one that was signed. ${proof.notices.length} notices, ${proof.answers.length} answers, ${proof.observations.length} looks.`);
console.log(`The chain holds over ${links.length} links, ${links.filter(({ event }) => event !== null).length} of them shown.`);
if (head !== null) console.log(`The daily head of ${head.day} names link ${head.sequence}; ${head.signatures.length} countersignatures are by the keys beside them. Its hash: ${head.hash}`);
console.log(`Mark of the key that signed: ${sha256(key).slice(0, 32).match(/.{4}/g).join(" ")}`);

/** The exact bytes and the text of each notice are those of its hashes. */
function checkNotices() {
  for (const [at, notice] of proof.notices.entries()) {
    if (notice.payload !== null) check(sha256(Buffer.from(notice.payload, "base64url")) === notice.payloadSha256, `The bytes of notice ${at + 1} are not those of its hash.`);
    if (notice.text !== null) check(sha256(Buffer.from(notice.text, "utf8")) === notice.textSha256, `The text of notice ${at + 1} is not that of its hash.`);
  }
}

/** Each shown event has the hash it names, over the hash of the link before; the last shown one says that this pack was made. */
function checkChain() {
  let previous = Buffer.alloc(32);
  let says = false;
  for (const [at, { sequence, hash, event }] of proof.chain.links.entries()) {
    if (sequence !== at + 1) return fault(`The chain lacks link ${at + 1}.`);
    if (event !== null && linkHash(sequence, previous, event) !== hash) return fault(`Link ${at + 1} of the chain was changed, or what stood before it.`);
    if (event?.type === "ProofPackMade") says ||= JSON.parse(event.data).packId === proof.pack.id;
    previous = Buffer.from(hash, "hex");
  }
  check(says, "The chain does not say that this pack was made.");
  check(proof.pack.caseReference === `${proof.pack.caseId.slice(0, 4)}-${proof.pack.caseId.slice(4, 8)}`.toUpperCase(), "The reference is not that of the case.");
}

function checkHead() {
  const { head, links } = proof.chain;
  if (head === null) return;
  const document = Buffer.from(head.document, "base64url");
  check(sha256(Buffer.concat([Buffer.from("casemanager/1 audit head hash"), document])) === head.hash, "The daily head is not that of its hash.");
  const says = JSON.parse(document.toString("utf8"));
  check(says.day === head.day && says.instance === proof.pack.instance, "The daily head is of another day or organisation.");
  check(links[head.sequence - 1]?.hash === head.linkHash, "The daily head names another link than stands in the chain.");
  for (const { staffId, key: auditor, signature: by } of head.signatures) {
    check(isSigned("casemanager/1 audit head", document, by, Buffer.from(auditor, "base64url")), `The countersignature of ${staffId} is not by the key beside it.`);
  }
}

function linkHash(sequence, previous, { at, type, actor, data }) {
  const numbers = Buffer.alloc(12);
  numbers.writeUInt32BE(sequence);
  numbers.writeBigInt64BE(BigInt(Date.parse(at)), 4);
  const hash = createHash("sha256").update("casemanager/1 audit").update(Buffer.from(proof.pack.caseId, "hex"))
    .update(numbers.subarray(0, 4)).update(previous).update(numbers.subarray(4));
  for (const text of [type, actor, data]) {
    const bytes = Buffer.from(text, "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  }
  return hash.digest("hex");
}

function isSigned(label, bytes, by, publicKey) {
  try {
    const jwk = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey.toString("base64url") }, format: "jwk" });
    return verify(null, Buffer.concat([Buffer.from(label), bytes]), jwk, Buffer.from(String(by), "base64url"));
  } catch {
    return false;
  }
}

/** The files of a folder, or of a ZIP file by its own list at the end. */
function read() {
  try {
    if (statSync(path).isDirectory()) return new Map(readdirSync(path).map((name) => [name, readFileSync(join(path, name))]));
    return unzip(readFileSync(path));
  } catch (problem) {
    return stop(`${path} cannot be read as a proof pack: ${problem.message}.`);
  }
}

function unzip(zip) {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0) throw new Error("no ZIP file");
  const found = new Map();
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error("its list is damaged");
    const [method, packed, nameLength, extra, comment, start] = [
      zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42),
    ];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const bytes = zip.subarray(from, from + packed);
    if (found.has(name)) throw new Error(`${name} is in it twice`);
    if (method !== 0 && method !== 8) throw new Error(`${name} is packed in a way that is not known`);
    found.set(name, method === 8 ? inflateRawSync(bytes) : bytes);
    at += 46 + nameLength + extra + comment;
  }
  return found;
}

function jsonOf(name) {
  try {
    return JSON.parse(files.get(name).toString("utf8"));
  } catch {
    return stop(`${name} is missing, or no JSON.`);
  }
}

function check(holds, sentence) {
  if (!holds) fault(sentence);
}

function fault(sentence) {
  faults.push(sentence);
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
