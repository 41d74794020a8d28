import fc from "fast-check";

/** How often a property of untrusted bytes is tried: FUZZ_RUNS tries longer. */
export const fuzzRuns = Number(process.env["FUZZ_RUNS"] ?? 300);

/** What bytes become on the way through somebody else's hands: changed, put in, cut out, cut off, written twice. */
export const tampering = fc.array(
  fc.record({
    how: fc.constantFrom("flip", "insert", "remove", "truncate", "repeat", "append"),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.constantFrom("\n", "-> ", "--- ", "A", "=", "B").map((text) => new TextEncoder().encode(text))),
    length: fc.integer({ min: 1, max: 1600 }),
  }),
  { minLength: 1, maxLength: 3 },
);

/** The bytes after that. */
export function tampered(original: Uint8Array, steps: typeof tampering extends fc.Arbitrary<infer T> ? T : never): Uint8Array {
  return steps.reduce<Uint8Array>((bytes, { how, at, bytes: put, length }) => {
    const place = Math.floor(at * bytes.length);
    const [before, after] = [bytes.slice(0, place), bytes.slice(place)];
    switch (how) {
      case "flip":
        return join(before, after.slice(0, 1).map((byte) => byte ^ (put[0]! || 1)), after.slice(1));
      case "insert":
        return join(before, put, after);
      case "remove":
        return join(before, after.slice(length));
      case "truncate":
        return before;
      case "repeat":
        return join(before, after.slice(0, length), after);
      case "append":
        return join(bytes, put);
    }
  }, original);
}

const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
