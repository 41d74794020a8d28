import { describe, expect, it } from "vitest";
import {
  creationOptions, OptionsRefusal, postedAssertion, postedCreation, prfOf, requestOptions, unlockOptions,
} from "../../../src/CaseManager.Browser/lib/passkeys/webauthnJson.ts";
import { base64url, hex, owned } from "../../../src/CaseManager.Browser/lib/sealing/bytes.ts";
import { passkeyInput } from "../../../src/CaseManager.Browser/lib/sealing/unlock.ts";

const prf = new Uint8Array(32).fill(0x5a);
const buffer = (...bytes: number[]): ArrayBuffer => owned(new Uint8Array(bytes)).buffer;

const serverCreation = {
  rp: { id: "cases.example", name: "cases.example" }, user: { id: "dXNlcg", name: "wren", displayName: "Wren" }, challenge: "AAEC",
  pubKeyCredParams: [{ type: "public-key", alg: -7 }], timeout: 300_000, excludeCredentials: [{ type: "public-key", id: "b2xk", transports: [] }],
  attestation: "direct", authenticatorSelection: { userVerification: "discouraged" }, extensions: { prf: { eval: { first: "AAAA" } } },
};

describe("the question for a new passkey", () => {
  it("is verified, discoverable and asks for PRF with our input, whatever the server says", () => {
    const asked = creationOptions(serverCreation);

    expect(asked.authenticatorSelection).toEqual({ residentKey: "required", requireResidentKey: true, userVerification: "required" });
    expect(asked.attestation).toBe("none");
    expect(hex(new Uint8Array(asked.extensions!.prf!.eval!.first as ArrayBuffer))).toBe(hex(passkeyInput()));
    expect(Object.keys(asked.extensions!)).toEqual(["prf"]);
    expect(asked.excludeCredentials!.map(({ id }) => base64url(new Uint8Array(id as ArrayBuffer)))).toEqual(["b2xk"]);
  });

  it.each([
    null, [], {}, { ...serverCreation, challenge: "" }, { ...serverCreation, challenge: "not base64url!" }, { ...serverCreation, user: { id: 7 } },
    { ...serverCreation, pubKeyCredParams: "all" },
  ])("is refused where the server's options make no sense (%#)", (options) => {
    expect(() => creationOptions(options)).toThrow(OptionsRefusal);
  });
});

describe("the question for a passkey that is there", () => {
  it("to sign in, leaves the choice to the person and asks for PRF with our input alone", () => {
    const asked = requestOptions({ challenge: "AAEC", rpId: "cases.example", allowCredentials: [{ id: "b2xk" }], userVerification: "discouraged", extensions: { prf: {} } });

    expect(asked.userVerification).toBe("required");
    expect(asked.allowCredentials).toBeUndefined();
    expect(hex(new Uint8Array(asked.extensions!.prf!.eval!.first as ArrayBuffer))).toBe(hex(passkeyInput()));
  });

  it("to unlock, names the passkeys that can", () => {
    const asked = unlockOptions(["Zmlyc3Q", "c2Vjb25k"], new Uint8Array(32));

    expect(asked.allowCredentials!.map(({ id }) => base64url(new Uint8Array(id as ArrayBuffer)))).toEqual(["Zmlyc3Q", "c2Vjb25k"]);
    expect(asked.userVerification).toBe("required");
  });
});

describe("what is posted", () => {
  const credential = (response: object) => ({
    rawId: buffer(1, 2, 3), response, getClientExtensionResults: () => ({ prf: { enabled: true, results: { first: owned(prf).buffer } } }),
    toJSON: () => { throw new Error("a credential's own JSON holds the PRF result"); },
  }) as unknown as PublicKeyCredential;

  it("holds no result of any extension, for a new passkey and for one that is there", () => {
    const made = postedCreation(credential({ clientDataJSON: buffer(1), attestationObject: buffer(2), getTransports: () => ["internal"] }));
    const given = postedAssertion(credential({ clientDataJSON: buffer(1), authenticatorData: buffer(2), signature: buffer(3), userHandle: buffer(4) }));

    for (const posted of [made, given]) {
      expect(posted.clientExtensionResults).toEqual({});
      expect(posted.id).toBe("AQID");
      for (const written of [base64url(prf), Buffer.from(prf).toString("base64"), hex(prf)]) expect(JSON.stringify(posted)).not.toContain(written);
    }
    expect(given.response["userHandle"]).toBe("BA");
  });
});

describe("what the PRF extension gave", () => {
  const answering = (results: object) => ({ getClientExtensionResults: () => results }) as unknown as PublicKeyCredential;

  it("is its result, from a buffer or a part of one", () => {
    const wider = new Uint8Array([9, ...prf, 9]);

    expect(prfOf(answering({ prf: { results: { first: owned(prf).buffer } } }))).toEqual(prf);
    expect(prfOf(answering({ prf: { results: { first: wider.subarray(1, 33) } } }))).toEqual(prf);
  });

  it("may come with the next touch only, or never", () => {
    expect(prfOf(answering({ prf: { enabled: true } }))).toBe("at-next-touch");
    expect(prfOf(answering({ prf: { enabled: false } }))).toBeNull();
    expect(prfOf(answering({}))).toBeNull();
  });
});
