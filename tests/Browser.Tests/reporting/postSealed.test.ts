import { sha256 } from "@noble/hashes/sha2.js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiRefusal, NotReached } from "../../../src/CaseManager.Browser/lib/reporting/api.ts";
import { postSealed } from "../../../src/CaseManager.Browser/lib/reporting/postSealed.ts";
import { utf8 } from "../../../src/CaseManager.Browser/lib/sealing/index.ts";
import { challenge, hex, lost, practiceOrganisation, refusal, script, withoutWaits } from "./practiceServer.ts";

beforeEach(withoutWaits);
afterEach(() => void vi.unstubAllGlobals());

const text = '{"a":1}';

describe("posting", () => {
  it("asks for a challenge over the exact bytes and shows its proof", async () => {
    const requests = script(challenge, [201, { held: false }]);

    const answer = await postSealed("/api/reports", text, null);

    expect(answer).toEqual({ held: false });
    expect(JSON.parse(requests[0]!.body)).toEqual({ bodyHash: hex(sha256(utf8(text))) });
    expect(requests[1]!.headers["Proof-Challenge"]).toBe(challenge[1].challenge);
    expect(requests[1]!.headers["Proof-Nonce"]).toMatch(/^\d+$/);
  });

  it("sends the same bytes again when the connection drops", async () => {
    const requests = script(challenge, lost, challenge, lost, challenge, [200, { held: true }]);
    const onWait = vi.fn();

    const answer = await postSealed("/api/reports", text, null, { onWait });

    expect(answer).toEqual({ held: true });
    expect(requests.filter((request) => request.path === "/api/reports").map((request) => request.body)).toEqual([text, text, text]);
    expect(onWait).toHaveBeenCalledTimes(2);
  });

  it.each(["proof-expired", "proof-spent", "proof-foreign"])("asks for a new challenge after %s", async (code) => {
    const requests = script(challenge, refusal(400, code), challenge, [201, {}]);

    await postSealed("/api/reports", text, null);

    expect(requests.map((request) => request.path)).toEqual(["/api/challenges", "/api/reports", "/api/challenges", "/api/reports"]);
  });

  it("tries again when the server is away, and gives up with a way to try once more", async () => {
    script(...Array.from({ length: 6 }, () => [502, "<html>"] as const));

    await expect(postSealed("/api/reports", text, null)).rejects.toBeInstanceOf(NotReached);
  });

  it("does not try again what the server refused", async () => {
    const requests = script(challenge, refusal(409, "different-report"));

    await expect(postSealed("/api/reports", text, null)).rejects.toEqual(new ApiRefusal("different-report"));
    expect(requests).toHaveLength(2);
  });

  it("shows the receipt of a kept case instead of a proof", async () => {
    const { prepared } = await practiceOrganisation();
    const requests = script([201, {}]);

    await postSealed("/api/reports", text, prepared.receiptKeys);

    expect(requests[0]!.headers["Authorization"]).toMatch(/^Receipt [\w-]{22}\.[\w-]{43}$/);
  });

  it("stops when she goes back", async () => {
    const going = new AbortController();
    script(challenge, () => (going.abort(), lost));

    await expect(postSealed("/api/reports", text, null, { signal: going.signal })).rejects.toThrow("abort");
  });
});
