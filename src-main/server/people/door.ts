import fastifyCookie from "@fastify/cookie";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { HubError } from "../../core/errors.ts";
import type { PersonCaller } from "../../core/records.ts";
import type { ServerContext } from "../context.ts";
import { isOwnOrigin, refusePlainFromAfar, refuseStrangeHost } from "../guards.ts";
import { attachmentRoutes } from "./attachments.ts";
import { machineRoutes } from "./machines.ts";
import { overviewRoutes } from "./overview.ts";
import { questionRoutes } from "./questions.ts";
import { replyRoutes } from "./replies.ts";
import { ruleRoutes } from "./rules.ts";
import { searchRoutes } from "./search.ts";
import { sessionRoutes } from "./sessions.ts";
import { settingsRoutes } from "./settings.ts";
import { signInRoute } from "./sign-in.ts";
import type { Stream } from "./stream.ts";
import { streamRoute } from "./stream-route.ts";

const changesState = (request: FastifyRequest) => request.method !== "GET" && request.method !== "HEAD";
const isStream = (request: FastifyRequest) => request.headers.upgrade !== undefined;

const authenticate = async (context: ServerContext, request: FastifyRequest): Promise<PersonCaller> => {
  const secret = request.cookies[context.cookieName];
  if (secret !== undefined) request.signInSecret = secret;
  const person = secret === undefined ? undefined : await context.core.signIn.check(secret);
  if (person === undefined) {
    throw new HubError("unauthorized", "Sign in with a one-time link: the hub prints one when it starts.");
  }
  return person;
};

const guard = (context: ServerContext) => async (request: FastifyRequest) => {
  refusePlainFromAfar(context, request, true);
  refuseStrangeHost(context, request);
  const person = await authenticate(context, request);
  if ((changesState(request) || isStream(request)) && !isOwnOrigin(request)) {
    throw new HubError("forbidden", "This call must come from the hub's own page.");
  }
  request.person = { ...person, address: request.ip };
};

/** The people's door: everything behind the sign-in of a person, and the sign-in itself. */
export const peoplesDoor =
  (context: ServerContext, stream: Stream) =>
  async (app: FastifyInstance): Promise<void> => {
    // Only here: no agent sends a cookie.
    await app.register(fastifyCookie);
    await app.register(signInRoute(context));
    await app.register(async (inner) => {
      inner.addHook("onRequest", guard(context));
      await inner.register(attachmentRoutes(context));
      overviewRoutes(inner, context, stream);
      sessionRoutes(inner, context);
      replyRoutes(inner, context);
      questionRoutes(inner, context);
      ruleRoutes(inner, context);
      searchRoutes(inner, context);
      machineRoutes(inner, context);
      settingsRoutes(inner, context);
      streamRoute(inner, stream);
    });
  };
