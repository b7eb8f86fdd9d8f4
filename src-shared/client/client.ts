import type { Problem } from "#contract/errors.ts";
import { type EndpointName, endpoints } from "#contract/endpoints.ts";
import type { RouteAnswer, RouteRequest } from "#contract/routes.ts";
import { ProblemError } from "./errors.ts";

export interface HttpRequest {
  method: string;
  /** Path and query, e.g. `/v1/me`. */
  path: string;
  headers: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  body: string;
  retryAfterSeconds?: number;
}

/** Sends one request; throws `UnreachableError` when no answer came. */
export type Transport = (request: HttpRequest) => Promise<HttpAnswer>;

type Given<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };
export type CallOptions<N extends EndpointName> = Partial<Given<RouteRequest<N>>> & {
  idempotencyKey?: string;
  signal?: AbortSignal;
};

const fill = (path: string, params: Record<string, unknown>) =>
  path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(params[name])));

const queryOf = (query: Record<string, unknown>) => {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs.map(([k, v]) => [k, String(v)])).toString()}`;
};

/** Path and query of a call. */
export const pathOf = (
  name: EndpointName,
  parts: { params?: Record<string, unknown>; query?: Record<string, unknown> },
): string => fill(endpoints[name].path, parts.params ?? {}) + queryOf(parts.query ?? {});

/** What an error answer says. */
export const problemOf = (answer: HttpAnswer): ProblemError => {
  let problem: Partial<Problem> = {};
  try {
    problem = JSON.parse(answer.body) as Partial<Problem>;
  } catch {
    // Not the hub's own words: something between answered.
  }
  return new ProblemError(answer.status, problem, answer.retryAfterSeconds);
};

export interface Client {
  /** Calls an endpoint. Throws `ProblemError` for an error answer and `UnreachableError` when none came. */
  call<N extends EndpointName>(name: N, options?: CallOptions<N>): Promise<RouteAnswer<N>>;
}

/** The typed HTTP client of both doors, over any transport. */
export const createClient = (send: Transport): Client => ({
  async call(name, options = {}) {
    const given = options as {
      params?: Record<string, unknown>;
      query?: Record<string, unknown>;
      body?: unknown;
      idempotencyKey?: string;
      signal?: AbortSignal;
    };
    const headers: Record<string, string> = { accept: "application/json" };
    if (given.body !== undefined) headers["content-type"] = "application/json";
    if (given.idempotencyKey !== undefined) headers["idempotency-key"] = given.idempotencyKey;
    const answer = await send({
      method: endpoints[name].method,
      path: pathOf(name, given),
      headers,
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
      ...(given.signal ? { signal: given.signal } : {}),
    });
    if (answer.status < 200 || answer.status > 299) throw problemOf(answer);
    return (answer.body === "" ? {} : JSON.parse(answer.body)) as never;
  },
});
