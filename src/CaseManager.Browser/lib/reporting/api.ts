import type { ReceiptKeys } from "../sealing/index.ts";
import { base64url } from "../sealing/index.ts";

/** The server said no, for a reason that trying again does not change. */
export class ApiRefusal extends Error {
  override readonly name = "ApiRefusal";
  /** Stable code of the refusal, such as `unknown-receipt`. */
  readonly code: string;
  constructor(code: string) {
    super(`refused: ${code}`);
    this.code = code;
  }
}

/** No answer came, or the server asked to try again: the same request may be sent once more. */
export class NotReached extends Error {
  override readonly name = "NotReached";
}

/** One request. */
export interface Call {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** The exact JSON to post. */
  readonly text?: string;
  /** Plain bytes to post instead. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly receipt?: ReceiptKeys | null;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until it counts as lost; 45,000 unless told. */
  readonly patience?: number;
}

const longest = 45_000; // milliseconds until a request counts as lost

/** Sends a request and reads its JSON; `null` where the answer has none. Throws ApiRefusal or NotReached. */
export async function call<T>(path: string, { method = "GET", text, bytes, headers = {}, receipt, signal, patience = longest }: Call = {}): Promise<T> {
  const all: Record<string, string> = { Accept: "application/json", ...headers };
  if (text !== undefined) all["Content-Type"] = "application/json";
  if (bytes !== undefined) all["Content-Type"] = "application/octet-stream";
  if (receipt) all["Authorization"] = `Receipt ${base64url(receipt.lookupId)}.${base64url(receipt.authToken)}`;
  const lost = new AbortController();
  const stop = (): void => lost.abort();
  const timer = setTimeout(stop, patience);
  signal?.addEventListener("abort", stop);
  try {
    const response = await fetch(path, {
      method, headers: all, body: text ?? bytes ?? null, signal: lost.signal, cache: "no-store", credentials: "omit", redirect: "error",
    });
    const answer = await response.text();
    if (response.ok) return (answer === "" ? null : JSON.parse(answer)) as T;
    const code = codeOf(answer);
    if (code === null || code === "try-again" || response.status === 429) throw new NotReached();
    throw new ApiRefusal(code);
  } catch (failure) {
    signal?.throwIfAborted();
    if (failure instanceof ApiRefusal) throw failure;
    throw new NotReached();
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** The code of a problem document; `null` where something between us and the server answered. */
function codeOf(answer: string): string | null {
  try {
    const { code } = JSON.parse(answer) as { code?: unknown };
    return typeof code === "string" ? code : null;
  } catch {
    return null;
  }
}

const waits = [1000, 2000, 4000, 8000, 15_000];

/**
 * Runs a step again while the network fails, with growing waits.
 * @param onWait is told before each wait, so that a page can say what goes on.
 * @throws NotReached after the last attempt.
 */
export async function persist<T>(step: () => Promise<T>, signal?: AbortSignal, onWait: () => void = () => {}): Promise<T> {
  for (const wait of waits) {
    try {
      return await step();
    } catch (failure) {
      if (!(failure instanceof NotReached)) throw failure;
    }
    onWait();
    await new Promise<void>((resolve) => {
      setTimeout(resolve, wait);
      signal?.addEventListener("abort", () => resolve(), { once: true });
    });
    signal?.throwIfAborted();
  }
  return step();
}
