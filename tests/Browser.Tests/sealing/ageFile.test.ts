import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { DamagedFile, open, prepareSeal, seal, sealPrepared } from "../../../src/CaseManager.Browser/lib/sealing/ageFile.ts";
import { readHeader } from "../../../src/CaseManager.Browser/lib/sealing/ageHeader.ts";
import { concat, equal, randomBytes, utf8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import type { KeyPair } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import { keyPairOf, publicKeyOf, recipientOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";

let hers: KeyPair;
let another: KeyPair;
beforeAll(async () => {
  hers = await keyPairOf();
  another = await keyPairOf();
});

const sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000];

describe("age files", () => {
  it.each(sizes)("%i bytes come back, also through the age library itself", async (size) => {
    const plaintext = new Uint8Array(size).map((_, i) => i % 251);
    const file = await seal(plaintext, [another.recipient, hers.recipient]);
    const library = new Decrypter();
    library.addIdentity(hers.identity);

    expect(equal((await open(file, hers.identity))!, plaintext)).toBe(true);
    expect(equal(await library.decrypt(file), plaintext)).toBe(true);
  });

  it("25 MiB come back", async () => {
    const plaintext = new Uint8Array(25 * 1024 * 1024).fill(7);
    expect((await open(await seal(plaintext, [hers.recipient]), hers.identity))?.length).toBe(plaintext.length);
  });

  it("opens what the age library sealed", async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(hers.recipient);

    expect(await open(await encrypter.encrypt("hello"), hers.identity)).toEqual(utf8("hello"));
  });

  it("is sealed to 64 recipients, and refused to 65 or none", async () => {
    const file = await seal(utf8("x"), [...Array<string>(63).fill(another.recipient), hers.recipient]);

    expect(await open(file, hers.identity)).toEqual(utf8("x"));
    await expect(prepareSeal(Array<string>(65).fill(hers.recipient))).rejects.toThrow(RangeError);
    await expect(prepareSeal([])).rejects.toThrow(RangeError);
  });

  it("another key's file is a value, not an error", async () => {
    expect(await open(await seal(utf8("x"), [hers.recipient]), another.identity)).toBeNull();
  });

  it("a single changed bit is never opened", async () => {
    const file = await seal(utf8("a report"), [hers.recipient]);
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(7), async (at, bit) => {
        const changed = file.slice();
        changed[at]! ^= 1 << bit;
        const result = await open(changed, hers.identity).catch((error: unknown) => error);
        expect(result === null || result instanceof DamagedFile).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it("a cut file is damaged", async () => {
    const file = await seal(new Uint8Array(70_000), [hers.recipient]);
    for (const length of [0, 10, 1000, 1700, 65_536 + 1659, file.length - 1]) {
      await expect(open(file.slice(0, length), hers.identity)).rejects.toThrow(DamagedFile);
    }
    await expect(open(concat(file, new Uint8Array(1)), hers.identity)).rejects.toThrow(DamagedFile);
  });

  it("a classical recipient beside ours is refused", async () => {
    const classical = await identityToRecipient(await generateX25519Identity());
    const encrypter = new Encrypter();
    encrypter.addRecipient(hers.recipient);
    encrypter.addRecipient(classical);

    await expect(open(await encrypter.encrypt("x"), hers.identity)).rejects.toMatchObject({ code: "stanza-type" });
    await expect(seal(utf8("x"), [hers.recipient, classical])).rejects.toThrow(RangeError);
  });

  it("a passphrase file is refused", async () => {
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(4);
    encrypter.setPassphrase("x");

    await expect(open(await encrypter.encrypt("x"), hers.identity)).rejects.toMatchObject({ code: "stanza-type" });
  });

  it("65 recipients are refused on opening", async () => {
    const encrypter = new Encrypter();
    for (let i = 0; i < 65; i++) encrypter.addRecipient(hers.recipient);

    await expect(open(await encrypter.encrypt("x"), hers.identity)).rejects.toMatchObject({ code: "recipients" });
  });

  it("a wrap made ahead serves one file only", async () => {
    const prepared = await prepareSeal([hers.recipient]);
    const file = sealPrepared(prepared, utf8("one"));

    expect(await open(file, hers.identity)).toEqual(utf8("one"));
    expect(() => sealPrepared(prepared, utf8("two"))).toThrow("one file");
  });

  it("costs 1,659 bytes for one recipient", async () => {
    expect(await seal(new Uint8Array(0), [hers.recipient])).toHaveLength(1659);
  });

  it("the header reader never throws and never reads past the header", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
        expect(readHeader(concat(utf8("age-encryption.org/v1\n"), rest))).toHaveProperty("fault");
      }),
    );
  });
});

describe("key pairs", () => {
  it("follow from their seed", async () => {
    const seed = randomBytes(32);
    expect(await keyPairOf(seed)).toEqual(await keyPairOf(seed));
  });

  it("a recipient and its raw public key are two spellings of one thing", () => {
    expect(hers.publicKey).toHaveLength(1216);
    expect(recipientOf(hers.publicKey)).toBe(hers.recipient);
    expect(publicKeyOf(hers.recipient)).toEqual(hers.publicKey);
    expect(publicKeyOf(hers.recipient.toUpperCase())).toBeNull();
    expect(publicKeyOf(`${hers.recipient.slice(0, -1)}${hers.recipient.endsWith("q") ? "p" : "q"}`)).toBeNull();
  });
});
