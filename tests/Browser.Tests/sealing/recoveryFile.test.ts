import { Encrypter } from "age-encryption";
import { describe, expect, it } from "vitest";
import { DamagedFile, seal } from "../../../src/CaseManager.Browser/lib/sealing/ageFile.ts";
import { utf8 } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { keyPairOf } from "../../../src/CaseManager.Browser/lib/sealing/keyPair.ts";
import { openRecoveryFile, sealRecoveryFile } from "../../../src/CaseManager.Browser/lib/sealing/recoveryFile.ts";

const words = Array.from({ length: 20 }, (_, i) => `word${i}`).join(" ");

describe("recovery files", () => {
  it("open with the words of both holders and no others", async () => {
    const file = await sealRecoveryFile(utf8("keys"), words, 10);

    expect(await openRecoveryFile(file, words)).toEqual(utf8("keys"));
    expect(await openRecoveryFile(file, `${words} more`)).toBeNull();
    await expect(openRecoveryFile(file.with(file.length - 1, file.at(-1)! ^ 1), words)).rejects.toThrow(DamagedFile);
  });

  it("one holder's words do not make one", async () => {
    await expect(sealRecoveryFile(utf8("keys"), "ten words only")).rejects.toThrow(RangeError);
  });

  it("a file that asks for endless work, and a file with a key recipient, are refused", async () => {
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(4);
    encrypter.setPassphrase(words);
    const file = new TextDecoder("latin1").decode(await encrypter.encrypt("x"));
    const endless = Uint8Array.from(file.replace(/^(-> scrypt \S+) 4$/m, "$1 30"), (c) => c.charCodeAt(0));

    await expect(openRecoveryFile(endless, words)).rejects.toMatchObject({ code: "header" });
    await expect(openRecoveryFile(await seal(utf8("x"), [(await keyPairOf()).recipient]), words)).rejects.toMatchObject({ code: "header" });
  });
});
