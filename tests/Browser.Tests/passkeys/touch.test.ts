import { afterEach, describe, expect, it, vi } from "vitest";
import { makePasskey } from "../../../src/CaseManager.Browser/staff/keys/touch.ts";

const options = {
  rp: { id: "cases.example", name: "cases.example" }, user: { id: "dXNlcg", name: "wren", displayName: "Wren" }, challenge: "AAEC",
  pubKeyCredParams: [{ type: "public-key", alg: -7 }], excludeCredentials: [],
};
const result = new Uint8Array(32).fill(3);
const answer = (prf: object | undefined) => ({
  rawId: new Uint8Array([1, 2, 3]).buffer,
  response: { clientDataJSON: new ArrayBuffer(1), attestationObject: new ArrayBuffer(1), authenticatorData: new ArrayBuffer(1), signature: new ArrayBuffer(1), userHandle: null },
  getClientExtensionResults: () => (prf === undefined ? {} : { prf }),
});

function authenticator(atCreation: object | undefined, atNextTouch: object | undefined) {
  const [create, get] = [vi.fn(async () => answer(atCreation)), vi.fn(async (_: CredentialRequestOptions) => answer(atNextTouch))];
  vi.stubGlobal("navigator", { credentials: { create, get } });
  return { create, get };
}

afterEach(() => vi.unstubAllGlobals());

describe("making a passkey", () => {
  it("asks once where the authenticator tells its PRF result at once", async () => {
    const { get } = authenticator({ enabled: true, results: { first: result.buffer } }, undefined);

    expect((await makePasskey(options)).prf).toEqual(result);
    expect(get).not.toHaveBeenCalled();
  });

  it("asks the new passkey once more where it only promised one", async () => {
    const { get } = authenticator({ enabled: true }, { results: { first: result.buffer } });

    expect((await makePasskey(options)).prf).toEqual(result);
    expect(get).toHaveBeenCalledOnce();
    expect(get.mock.calls[0]![0].publicKey!.allowCredentials).toHaveLength(1);
  });

  it.each([[undefined, undefined], [{ enabled: false }, undefined], [{ enabled: true }, undefined]])(
    "unlocks nothing where the authenticator has no PRF (%#)",
    async (atCreation, atNextTouch) => {
      authenticator(atCreation, atNextTouch);

      expect((await makePasskey(options)).prf).toBeNull();
    },
  );

  it("is called off where the browser gives nothing", async () => {
    vi.stubGlobal("navigator", { credentials: { create: async () => null } });

    await expect(makePasskey(options)).rejects.toMatchObject({ name: "NotAllowedError" });
  });
});
