import { createClient, type HttpAnswer, type HttpRequest, type Transport } from "#client/client.ts";
import { UnreachableError } from "#client/errors.ts";

const retryAfterOf = (headers: Headers): number | undefined => {
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - Date.now()) / 1000);
};

/** A transport over `fetch`, same origin, with the person's cookie. A call that was aborted throws its `AbortError`. */
const fetchTransport =
  (fetcher: typeof fetch): Transport =>
  async (request: HttpRequest): Promise<HttpAnswer> => {
    let response: Response;
    let body: string;
    try {
      response = await fetcher(request.path, {
        method: request.method,
        headers: request.headers,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(request.signal ? { signal: request.signal } : {}),
      });
      body = await response.text();
    } catch (error) {
      if (request.signal?.aborted) throw error;
      throw new UnreachableError("broken", "The hub gave no answer", { cause: error });
    }
    const retryAfterSeconds = retryAfterOf(response.headers);
    return { status: response.status, body, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  };

/** The hub's people's door. */
export const api = createClient(fetchTransport((...given) => fetch(...given)));
