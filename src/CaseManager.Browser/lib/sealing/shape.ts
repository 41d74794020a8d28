import { fromBase64url } from "./bytes.ts";

/** Tells whether an unknown JSON value has a shape. */
export type Shape<T> = (value: unknown) => value is T;

/** The type behind a shape. */
export type ShapeOf<S> = S extends Shape<infer T> ? T : never;

/** A text of at most so many UTF-16 units. */
export const text =
  (longest: number): Shape<string> =>
  (value): value is string =>
    typeof value === "string" && value.length <= longest;

/** A text that fits a pattern. */
export const matching =
  (pattern: RegExp): Shape<string> =>
  (value): value is string =>
    typeof value === "string" && pattern.test(value);

/** Exactly one of the values. */
export const oneOf =
  <const T extends readonly (string | number | boolean)[]>(...values: T): Shape<T[number]> =>
  (value): value is T[number] =>
    (values as readonly unknown[]).includes(value);

/** True or false. */
export const flag: Shape<boolean> = (value): value is boolean => typeof value === "boolean";

/** A whole number from 0 to a limit. */
export const count =
  (largest: number): Shape<number> =>
  (value): value is number =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largest;

/** A shape or null. */
export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value): value is T | null =>
    value === null || shape(value);

/** One of two shapes. */
export const either =
  <A, B>(one: Shape<A>, other: Shape<B>): Shape<A | B> =>
  (value): value is A | B =>
    one(value) || other(value);

/** A list of at most so many. */
export const list =
  <T>(shape: Shape<T>, most: number): Shape<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.length <= most && value.every(shape);

/** An object with exactly these fields. */
export const object =
  <const F extends Readonly<Record<string, Shape<unknown>>>>(
    fields: F,
  ): Shape<{ readonly [K in keyof F]: ShapeOf<F[K]> }> =>
  (value): value is { readonly [K in keyof F]: ShapeOf<F[K]> } =>
    isRecord(value) &&
    Object.keys(value).every((name) => Object.hasOwn(fields, name)) &&
    Object.entries(fields).every(([name, shape]) => Object.hasOwn(value, name) && shape(value[name]));

/** An object with these fields, any of which may be missing, except those named. */
export const partial =
  <const F extends Readonly<Record<string, Shape<unknown>>>, const R extends keyof F>(
    fields: F,
    needed: readonly R[],
  ): Shape<{ readonly [K in keyof F]?: ShapeOf<F[K]> } & { readonly [K in R]: ShapeOf<F[K]> }> =>
  (value): value is { readonly [K in keyof F]?: ShapeOf<F[K]> } & { readonly [K in R]: ShapeOf<F[K]> } =>
    isRecord(value) &&
    needed.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, field]) => Object.hasOwn(fields, name) && fields[name]!(field));

/** Base64url of so many bytes. */
export const bytesText =
  (length: number): Shape<string> =>
  (value): value is string =>
    typeof value === "string" && value.length <= length * 2 && fromBase64url(value)?.length === length;

/** At most so many characters of base64url; whether they are bytes shows when they are read. */
export const base64urlText =
  (longest: number): Shape<string> =>
  (value): value is string =>
    typeof value === "string" && value.length <= longest && /^[A-Za-z0-9_-]*$/.test(value);

/** The 32 hex digits of an id. */
export const id = matching(/^[0-9a-f]{32}$/);

/** An instant in UTC, ISO 8601 with `Z`. */
export const instant = matching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
