import { hash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { type EndpointName, endpoints } from "#contract/endpoints.ts";
import type { Issue } from "#contract/errors.ts";
import { type RouteAnswer, type RouteInput, type RouteSchema, routes } from "#contract/routes.ts";
import { HubError } from "../core/errors.ts";
import type { Once } from "../core/idempotency.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The JSON body as it was sent. */
    bodyText: string;
  }
}

/** What a handler gets beside its parsed input. */
export interface Call<N extends EndpointName> extends RouteInput<N> {
  request: FastifyRequest;
  reply: FastifyReply;
  /** The sender's idempotency key, bound to this request's words. */
  once(actorId: string): Once | undefined;
}

export interface Answer<N extends EndpointName> {
  status: 200 | 201;
  body: RouteAnswer<N>;
}

export type Handler<N extends EndpointName> = (call: Call<N>) => Answer<N> | Promise<Answer<N>>;

const pathText = (path: PropertyKey[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? String(part) : `${text}.${String(part)}`;
  }, "");

const issuesOf = (error: z.ZodError): Issue[] =>
  error.issues.map((issue) => ({ path: pathText(issue.path), message: issue.message }));

const describe = (issues: Issue[]): string =>
  issues
    .slice(0, 3)
    .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`))
    .join("; ");

/** Parses one part of a request. Throws `invalid` with every issue found. */
export const parse = (schema: z.ZodType | undefined, value: unknown): unknown => {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = issuesOf(parsed.error);
  throw new HubError("invalid", describe(issues), { issues });
};

/** A malformed id can't name anything, so it is answered like an unknown one. */
const parseParams = (schema: z.ZodType | undefined, value: unknown): unknown => {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new HubError("not-found", "There is nothing with this id.");
  return parsed.data;
};

const MOST_KEY_CHARS = 200;

/** The sender's idempotency key. Throws `invalid` for one that is too long. */
export const keyOf = (request: FastifyRequest): string | undefined => {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || key === "") return undefined;
  if (key.length > MOST_KEY_CHARS) {
    throw new HubError("invalid", `The Idempotency-Key must have at most ${MOST_KEY_CHARS} characters.`, {
      issues: [{ path: "Idempotency-Key", message: `must have at most ${MOST_KEY_CHARS} characters` }],
    });
  }
  return key;
};

const onceOf =
  (request: FastifyRequest) =>
  (actorId: string): Once | undefined => {
    const key = keyOf(request);
    if (key === undefined) return undefined;
    const words = `${request.method} ${request.url}\n${request.bodyText}`;
    return { actorId, key, requestHash: hash("sha256", words) };
  };

/** Registers an endpoint of the route table with its handler. */
export const serve = <N extends EndpointName>(app: FastifyInstance, name: N, handler: Handler<N>): void => {
  const { method, path } = endpoints[name];
  const schema: RouteSchema = routes[name];
  app.route({
    method,
    url: path.replace(/\{(\w+)\}/g, ":$1"),
    handler: async (request, reply) => {
      const input = {
        params: parseParams(schema.params, request.params),
        query: parse(schema.query, request.query),
        body: parse(schema.body, request.body ?? {}),
      } as RouteInput<N>;
      const { status, body } = await handler({ ...input, request, reply, once: onceOf(request) });
      return reply.code(status).header("content-type", "application/json; charset=utf-8").send(JSON.stringify(body));
    },
  });
};
