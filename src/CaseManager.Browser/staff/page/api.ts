/** The server refused, or could not be reached: `code` is stable, `status` is 0 without an answer. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  /** The whole problem document, for what a code carries besides. */
  readonly details: Readonly<Record<string, unknown>>;
  constructor(status: number, code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/**
 * Calls the staff API with the token of the page. A session that ended leads to the sign-in page.
 * @throws ApiProblem
 */
export async function call(method: "GET" | "POST" | "PUT" | "DELETE", address: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(address, {
    method,
    credentials: "same-origin",
    cache: "no-store",
    headers: { RequestVerificationToken: antiforgery(), ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiProblem(0, "no-answer");
  });
  if (answer.status === 401) {
    location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  if (!answer.ok) throw await problemOf(answer);
  return answer.status === 204 ? undefined : answer.json();
}

/** The token of the page; before anybody is signed in it stands in the form. */
const antiforgery = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="antiforgery"]')?.content ??
  document.querySelector<HTMLInputElement>('input[name="__RequestVerificationToken"]')?.value ??
  "";

/** Goes on with another token, on a page that has just signed somebody in. */
export function useToken(token: string): void {
  const meta = document.createElement("meta");
  meta.name = "antiforgery";
  meta.content = token;
  document.head.append(meta);
}

/**
 * Reads bytes from the staff API.
 * @throws ApiProblem
 */
export async function bytesFrom(address: string): Promise<Uint8Array> {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" }).catch(() => {
    throw new ApiProblem(0, "no-answer");
  });
  if (!answer.ok) throw await problemOf(answer);
  return new Uint8Array(await answer.arrayBuffer());
}

async function problemOf(answer: Response): Promise<ApiProblem> {
  const details = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  return new ApiProblem(answer.status, typeof details["code"] === "string" ? details["code"] : "error", details);
}
