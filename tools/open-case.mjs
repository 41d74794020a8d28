// Opens one case without CaseManager, its server or its database: two holders of recovery words, one recovery file, and
// the case as `keys export-case ID --out FILE` wrote it.
//
//   npm install age-encryption@0.3.1
//   node open-case.mjs recovery-AB.age case.json [PAPERS-FOLDER]
//
// With the folder that `export-case --documents` wrote, her papers are opened too, beside the sealed ones.
//
// The words are asked for and never shown, or read from standard input, one holder a line. Everything is printed as JSON
// lines; whatever does not belong to this case is named on standard error, and the exit code is then 1. Formats: SECURITY.md.
import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Decrypter, armor, identityToRecipient } from "age-encryption";

/** Of bech32. */
const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

const [recoveryPath, casePath, papersPath] = process.argv.slice(2);
if (casePath === undefined) fail("Usage: node open-case.mjs RECOVERY-FILE CASE-FILE [PAPERS-FOLDER]");

const recovery = await openRecovery(readFileSync(recoveryPath), await askWords());
const exported = JSON.parse(readFileSync(casePath, "utf8"));
if (exported.v !== 1) fail(`${casePath} is of another version than this script reads.`);
if (exported.instance !== recovery.instance) fail("The recovery file belongs to another organisation than the case.");

const listPath = papersPath === undefined ? "" : join(papersPath, "destroyed.json");
const destroyed = papersPath !== undefined && existsSync(listPath) ? JSON.parse(readFileSync(listPath, "utf8")) : [];
let bad = 0;
const keys = await openKeys();
const survivorMac = hkdf(keys.get("C.0").seed, exported.caseId, "casemanager/1 survivor-mac");
for (const object of exported.objects) {
  if (object.kind === "wrap") continue;
  try {
    const opened = await openObject(object);
    console.log(JSON.stringify(opened));
    if (papersPath !== undefined && opened.kind === "document" && opened.author === "survivor" && opened.body.type === "file") await openPaper(opened.body);
  } catch (problem) {
    bad++;
    console.error(`Object ${object.objectId} (${object.kind}, by ${object.author}) stays closed: ${problem.message}`);
  }
}
console.error(`Case ${exported.caseId} is the one its key belongs to. ${bad} of its objects stayed closed.`);
process.exit(bad === 0 ? 0 : 1);

/** The words of both holders: twenty, in the order of the file's letters. */
async function askWords() {
  const lines = [];
  const terminal = process.stdin.isTTY === true;
  const reader = createInterface({ input: process.stdin, output: terminal ? process.stderr : undefined, terminal });
  // The words stay off the screen.
  reader._writeToOutput = () => {};
  if (terminal) process.stderr.write("Ten words of the holder with the earlier letter, then Enter; then those of the other, then Enter:\n");
  for await (const line of reader) {
    const words = line.toLowerCase().split(/[^a-z]+/).filter((word) => word !== "");
    if (words.length !== 10) fail("Each holder has ten words, on one line.");
    if (lines.push(words.join(" ")) === 2) break;
  }
  reader.close();
  return lines.length === 2 ? lines.join(" ") : fail("The words of two holders are needed.");
}

/** A recovery file, binary or typed off from paper. */
async function openRecovery(file, passphrase) {
  const text = file.toString("latin1");
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  let opened;
  try {
    opened = await decrypter.decrypt(text.trimStart().startsWith("-----BEGIN") ? armor.decode(text) : file, "text");
  } catch {
    fail("These words do not open this file.");
  }
  const instance = /^# CaseManager recovery, instance ([0-9a-f]{32})$/m.exec(opened)?.[1];
  const identity = /^AGE-SECRET-KEY-PQ-1[0-9A-Z]{58}$/m.exec(opened)?.[0];
  return instance === undefined || identity === undefined ? fail("That is no recovery file.") : { instance, identity };
}

/** Every key of the case by pair and generation; the first one must be the one the case's id was made of. */
async function openKeys() {
  const opened = new Map();
  for (const wrap of exported.objects.filter(({ kind, recipient }) => kind === "wrap" && recipient === "recovery")) {
    const { body } = await openWrap(wrap);
    const seed = body.subarray(5, 37);
    if (body.toString("latin1", 0, 1) !== wrap.keyPair || body.readUInt32BE(1) !== wrap.generation) fail("A key of the case was swapped.");
    const identity = identityOf(seed);
    opened.set(`${wrap.keyPair}.${wrap.generation}`, { seed, identity });
  }
  const first = opened.get("C.0");
  if (first === undefined) fail("The case has no key for recovery.");
  const publicKey = bytesOf(await identityToRecipient(first.identity));
  const id = createHash("sha256")
    .update(Buffer.concat([Buffer.from("casemanager/1 case"), Buffer.from(exported.instance, "hex"), publicKey]))
    .digest("hex").slice(0, 32);
  if (id !== exported.caseId) fail("The key is not this case's: its id was made of another one.");
  return opened;
}

async function openWrap(wrap) {
  try {
    return frameOf(await decrypt(wrap, recovery.identity), wrap);
  } catch (problem) {
    return fail(`A key of the case does not belong to it: ${problem.message}.`);
  }
}

async function openObject(object) {
  const key = keys.get(`${object.keyPair}.${object.generation}`);
  if (key === undefined) throw new Error(`no key ${object.keyPair}.${object.generation}`);
  const { body, covered, authenticator } = frameOf(await decrypt(object, key.identity), object);
  if (object.author === "survivor") {
    const expected = createHmac("sha256", survivorMac).update("casemanager/1 frame").update(covered).digest();
    if (authenticator.length !== 32 || !timingSafeEqual(expected, authenticator)) throw new Error("the survivor did not write it");
  }
  const { kind, author, keyPair, generation, sequence, storedAt } = object;
  return { kind, author, keyPair, generation, sequence, storedAt, body: valueOf(body) };
}

/** One of her papers: an age file under a key that only its object carries. One that was destroyed is listed as that. */
async function openPaper({ documentId, hash, seed, mediaType }) {
  const path = join(papersPath, `${documentId}.age`);
  if (destroyed.includes(documentId)) return;
  if (!/^[0-9a-f]{32}$/.test(documentId) || !existsSync(path)) throw new Error("the paper it is about is missing");
  const file = readFileSync(path);
  if (createHash("sha256").update(file).digest("base64url") !== hash) throw new Error("the paper beside it is not the one she sealed");
  const decrypter = new Decrypter();
  decrypter.addIdentity(identityOf(Buffer.from(seed, "base64url")));
  const content = Buffer.from(await decrypter.decrypt(file));
  const kinds = { "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg" };
  writeFileSync(join(papersPath, `${documentId}.${kinds[mediaType] ?? "bin"}`), content.subarray(8, 8 + content.readUInt32BE(4)), { mode: 0o600 });
}

/** Bodies are JSON, but for announcements of keys, which nobody needs to read. */
function valueOf(body) {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return body.toString("base64url");
  }
}

async function decrypt({ file }, identity) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Buffer.from(await decrypter.decrypt(Buffer.from(file, "base64url")));
}

/** Takes a frame apart, and holds what it says of itself against the row. */
function frameOf(frame, row) {
  let at = 0;
  const take = (length) => frame.subarray(at, (at += length));
  const text = () => take(take(1)[0]).toString("latin1");
  const number = (length) => take(length).readUIntBE(0, length);
  if (take(5).toString("latin1") !== "CMF1\x01") throw new Error("no frame");
  const says = {
    instance: take(16).toString("hex"), caseId: take(16).toString("hex"), keyPair: take(1).toString("latin1"), generation: number(4),
    objectId: take(16).toString("hex"), kind: text(), author: text(), sequence: number(4), previous: take(32).toString("base64url"),
  };
  for (let heads = number(2); heads > 0; heads--) {
    text();
    take(36);
  }
  take(32);
  const body = take(number(4));
  const claimed = { ...row, instance: exported.instance, caseId: exported.caseId };
  for (const [name, value] of Object.entries(says)) {
    if (claimed[name] !== value) throw new Error(`it says another ${name} than its row`);
  }
  const tail = row.author === "survivor" ? 32 : row.author === "server" ? 0 : 64;
  return { body, covered: frame.subarray(0, frame.length - tail - 1), authenticator: frame.subarray(frame.length - tail) };
}

function hkdf(secret, saltHex, info) {
  return Buffer.from(hkdfSync("sha256", secret, Buffer.from(saltHex, "hex"), info, 32));
}

// Bech32, as age writes keys: no limit of length.

function identityOf(seed) {
  const prefix = "age-secret-key-pq-";
  const data = regroup([...seed], 8, 5, true);
  const high = [...prefix].map((letter) => letter.charCodeAt(0) >> 5);
  const low = [...prefix].map((letter) => letter.charCodeAt(0) & 31);
  const sum = checksum([...high, 0, ...low, ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >> shift) & 31);
  return `${prefix}1${[...data, ...check].map((value) => alphabet[value]).join("")}`.toUpperCase();
}

/** The raw public key of a recipient; the library has just written it. */
function bytesOf(recipient) {
  const data = [...recipient.slice(recipient.lastIndexOf("1") + 1, -6)].map((letter) => alphabet.indexOf(letter));
  return Buffer.from(regroup(data, 5, 8, false));
}

function regroup(values, from, to, pad) {
  const groups = [];
  let [bits, held] = [0, 0];
  for (const value of values) {
    held = ((held << from) | value) & 0xfff;
    bits += from;
    while (bits >= to) groups.push((held >> (bits -= to)) & ((1 << to) - 1));
  }
  return pad && bits > 0 ? [...groups, (held << (to - bits)) & ((1 << to) - 1)] : groups;
}

function checksum(values) {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  return values.reduce((sum, value) => {
    const top = sum >>> 25;
    return generator.reduce((now, one, i) => now ^ ((top >> i) & 1 ? one : 0), ((sum & 0x1ffffff) << 5) ^ value);
  }, 1);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
