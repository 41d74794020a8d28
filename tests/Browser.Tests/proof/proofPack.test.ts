import { sha256 } from "@noble/hashes/sha2.js";
import { ed25519 } from "@noble/curves/ed25519.js";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { headHash } from "../../../src/CaseManager.Browser/lib/audit/dailyHead.ts";
import type { ProofExtract } from "../../../src/CaseManager.Browser/lib/proof/extract.ts";
import type { Pack } from "../../../src/CaseManager.Browser/lib/proof/index.ts";
import { makePack, ProofRefusal } from "../../../src/CaseManager.Browser/lib/proof/index.ts";
import type { Proof } from "../../../src/CaseManager.Browser/lib/proof/document.ts";
import { base64url, fromBase64url, hex, utf8, utf8Text } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { isSignedBy, signBytes } from "../../../src/CaseManager.Browser/lib/sealing/signedDocument.ts";
import { linesOn } from "./readPdf.ts";
import { answerId, caseId, extractOf, instance, makingOf, painted, seed, staffId, url } from "./sample.ts";

const filesOf = ({ zip }: Pack): Record<string, Uint8Array> => unzipSync(zip);
const jsonOf = (pack: Pack): Proof => JSON.parse(utf8Text(filesOf(pack)["proof.json"]!)) as Proof;

const pagesOf = async (pack: Pack): Promise<string[]> =>
  (await linesOn(filesOf(pack)["proof.pdf"]!)).map((lines) => lines.map(({ text }) => text).join(" "));

const refusalOf = async (extract: ProofExtract, change: (making: ReturnType<typeof makingOf>) => ReturnType<typeof makingOf> = (making) => making): Promise<string> => {
  try {
    await makePack(change(makingOf(extract)));
    return "";
  } catch (problem) {
    if (problem instanceof ProofRefusal) return `${problem.code} ${problem.at}`.trim();
    throw problem;
  }
};

describe("a proof pack", () => {
  it("lists every file with its hash, signed by whoever made it", async () => {
    const pack = await makePack(makingOf(extractOf()));
    const files = filesOf(pack);
    const manifest = JSON.parse(utf8Text(files["manifest.json"]!)) as { files: { name: string; length: number; sha256: string }[]; caseReference: string };
    const signature = JSON.parse(utf8Text(files["signature.json"]!)) as { key: string; signature: string; label: string };

    expect(pack.name).toBe("proof-3F2A-91BC-2026-11-30.zip");
    expect(pack.sha256).toBe(hex(sha256(pack.zip)));
    expect(Object.keys(files).sort()).toEqual(["README.txt", "manifest.json", "proof.json", "proof.pdf", "signature.json"]);
    expect(manifest.files.map(({ name }) => name)).toEqual(["README.txt", "proof.json", "proof.pdf"]);
    for (const { name, length, sha256: hash } of manifest.files) expect([files[name]!.length, hex(sha256(files[name]!))]).toEqual([length, hash]);
    expect(signature.key).toBe(base64url(ed25519.getPublicKey(seed)));
    const signed = { bytes: files["manifest.json"]!, signature: fromBase64url(signature.signature)! };
    expect(isSignedBy("casemanager/1 proof pack", signed, ed25519.getPublicKey(seed))).toBe(true);
    expect(isSignedBy("casemanager/1 audit head", signed, ed25519.getPublicKey(seed))).toBe(false);
    expect(utf8Text(files["README.txt"]!)).toContain(hex(sha256(files["proof.json"]!)));
    expect(utf8Text(files["README.txt"]!)).toContain(pack.keyMark);
  });

  it("tells the story in the order of time, with its hash and the case on every page", async () => {
    const pack = await makePack(makingOf(extractOf()));
    const pages = await pagesOf(pack);
    const all = pages.join(" ");
    const hash = hex(sha256(filesOf(pack)["proof.json"]!));

    for (const [at, page] of pages.entries()) {
      expect(page).toContain(`Proof pack 3F2A-91BC, page ${at + 1} of ${pages.length}`);
      expect(page).toContain(hash);
    }
    const places = ["Link 1 was released", "Notice 1 left for Telegram", "An answer came to notice 1", "Link 1: Verdict.live", "Link 1: Verdict.missing", "Every look"]
      .map((words) => all.indexOf(words.replace("Verdict.", "")));
    expect(places.every((place, at) => place > (places[at - 1] ?? 0))).toBe(true);
    expect(all).toContain("please remove https://t.me/example_channel/42");
    expect(all).toContain("TABLE    END (parentheses) \\ backslash");
    expect(all).toContain("File 12 Js 34/26");
    expect(all.match(/2026-11-04 0\d:00:00 UTC/g)!.length).toBe(5);
  });

  it("holds every exact text and byte as JSON", async () => {
    const proof = jsonOf(await makePack(makingOf(extractOf(), "شكرا\n谢谢 \u202e")));

    expect(proof.answers[0]!.text).toBe("شكرا\n谢谢 \u202e");
    expect(proof.requests[0]!.url).toBe(url);
    expect(hex(sha256(fromBase64url(proof.notices[0]!.payload!)!))).toBe(proof.notices[0]!.payloadSha256);
    expect(hex(sha256(utf8(proof.notices[0]!.text!)))).toBe(proof.notices[0]!.textSha256);
    expect(proof.chain.links[0]).toEqual({ sequence: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string, event: null });
  });

  it("draws other scripts as pictures, each line the way it runs, and tells readers the text", async () => {
    painted.length = 0;
    const pack = await makePack(makingOf(extractOf(), "We answer.\nتمت إزالة المحتوى hello\n我们已经删除了内容。"));

    expect(painted).toEqual([{ text: "تمت إزالة المحتوى hello", rightToLeft: true }, { text: "我们已经删除了内容。", rightToLeft: false }]);
    expect((await pagesOf(pack)).join(" ")).toContain("We answer.");
  });

  it("leaves out the words of answers she has not been shown, where asked to, and says so", async () => {
    const pack = await makePack(makingOf(extractOf(), "Only for staff.", false, false));

    expect(jsonOf(pack).answers[0]).toMatchObject({ objectId: answerId, leftOut: true, shownToHer: false, text: null });
    expect((await pagesOf(pack)).join(" ")).toContain("Its words were left out");
    expect(JSON.stringify(jsonOf(pack))).not.toContain("Only for staff.");
    expect(jsonOf(await makePack(makingOf(extractOf(), "Only for staff.", false, true))).answers[0]!.text).toBe("Only for staff.");
  });

  it("has room for two hundred notices and a very long link, and nothing runs over the edge", async () => {
    const extract = extractOf(200);
    const long = `https://example.org/${"a".repeat(1500)}?q=${"%D8%A7".repeat(100)}`;
    const wide = { ...extract, takedowns: { ...extract.takedowns, requests: [{ ...extract.takedowns.requests[0]!, url: long }] } };
    const pack = await makePack(makingOf(wide));
    const pages = await linesOn(filesOf(pack)["proof.pdf"]!);

    expect(pages.length).toBeGreaterThan(40);
    for (const { x, y, width } of pages.flat()) {
      expect(x + width).toBeLessThanOrEqual(595.28 - 50);
      expect(y).toBeGreaterThan(20);
    }
    expect(JSON.stringify(jsonOf(pack))).toContain(long);
  }, 60_000);
});

describe("what does not hold together makes no pack", () => {
  const changed = (change: (links: ProofExtract["chain"]["links"][number][]) => void): ProofExtract => {
    const extract = extractOf();
    const links = structuredClone(extract.chain.links) as ProofExtract["chain"]["links"][number][];
    change(links);
    return { ...extract, chain: { ...extract.chain, links } };
  };

  it("a chain with an event that was changed, taken out, or put elsewhere", async () => {
    expect(await refusalOf(changed((links) => (links[3] = { ...links[3]!, event: { ...links[3]!.event!, data: '{"x":1}' } })))).toBe("chain 4");
    expect(await refusalOf(changed((links) => links.splice(2, 1)))).toBe("chain 3");
    expect(await refusalOf(changed((links) => (links[2] = { ...links[2]!, hash: links[1]!.hash })))).toBe("chain 4");
    expect(await refusalOf(changed((links) => links.pop()))).toBe("chain 5");
  });

  it("a notice whose bytes or text are not what their hash says", async () => {
    const extract = extractOf();
    const notice = { ...extract.takedowns.notices[0]!, payload: base64url(utf8("other")) };

    expect(await refusalOf({ ...extract, takedowns: { ...extract.takedowns, notices: [notice] } })).toMatch(/^payload /);
    expect(await refusalOf(extract, (making) => ({ ...making, opened: { ...making.opened, noticeText: () => "other" } }))).toMatch(/^notice-text /);
  });

  it("a daily head of another place, another organisation, or with a signature by nobody", async () => {
    const extract = extractOf();
    const document = utf8(JSON.stringify({
      v: 1, instance, day: "2026-11-29", previous: base64url(new Uint8Array(32)), chains: 3, list: base64url(new Uint8Array(32)), at: "2026-11-29T00:00:01Z",
    }));
    const signature = base64url(signBytes("casemanager/1 audit head", document, seed));
    const head = { document: base64url(document), sequence: 3, hash: extract.chain.links[2]!.hash, signatures: [{ staffId, signature }] };
    const withHead = (other: object): ProofExtract => ({ ...extract, chain: { ...extract.chain, head: { ...head, ...other } } });

    const pack = await makePack(makingOf(withHead({})));
    expect(jsonOf(pack).chain.head).toMatchObject({ day: "2026-11-29", hash: hex(headHash(document)), sequence: 3 });
    expect(await refusalOf(withHead({ sequence: 2 }))).toBe("head 2");
    expect(await refusalOf(withHead({ document: base64url(utf8("{}")) }))).toBe("head");
    expect(await refusalOf(withHead({ signatures: [{ staffId: caseId, signature }] }))).toBe(`head-signature ${caseId}`);
  });

  it("an answer with fields nobody knows", async () => {
    expect(await refusalOf({ ...extractOf(), narrative: "hers" } as ProofExtract)).toBe("shape");
  });
});
