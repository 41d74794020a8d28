import { describe, expect, it } from "vitest";
import { fingerprint } from "../../../src/CaseManager.Browser/lib/sealing/fingerprint.ts";

describe("fingerprint", () => {
  it("is six words, the same for the same keys and others for others", () => {
    const key = new Uint8Array(32);

    expect(fingerprint([key])).toHaveLength(6);
    expect(fingerprint([key])).toEqual(fingerprint([key]));
    expect(fingerprint([key])).not.toEqual(fingerprint([key.with(31, 1)]));
    expect(fingerprint([key]).every((word) => word.length > 0)).toBe(true);
  });
});
