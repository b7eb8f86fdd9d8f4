import fastifyCookie from "@fastify/cookie";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { HubError } from "../../core/errors.ts";
import type { PersonCaller } from "../../core/records.ts";
import type { ServerContext } from "../context.ts";
import { bearerOf, isOwnOrigin, refusePlainFromAfar, refuseStrangeHost } from "../guards.ts";
import { approvalRoutes } from "./approvals.ts";
import { attachmentRoutes } from "./attachments.ts";
import { attentionRoutes } from "./attention.ts";
import { auditRoutes } from "./audit.ts";
import { deviceRoutes } from "./devices.ts";
import { machineRoutes } from "./machines.ts";
import { overviewRoutes } from "./overview.ts";
import { memberRoutes } from "./people.ts";
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

/** By a device's key where one is shown, and then only by it; else by the cookie. */
const authenticate = async (context: ServerContext, request: FastifyRequest): Promise<PersonCaller> => {
  const { signIn } = context.core;
  const key = bearerOf(request);
  const secret = key ?? request.cookies[context.cookieName];
  const shown = { kind: key === undefined ? "browser" : "key", address: request.ip } as const;
  const person = secret === undefined ? undefined : await signIn.check(secret, shown);
  if (person !== undefined) return person;
  if (key === undefined) {
    throw new HubError("unauthorized", "Sign in with a one-time link: the hub prints one when it starts.");
  }
  await signIn.refuseKey(request.ip);
  throw new HubError("unauthorized", "This is no key of a person's device, or it was revoked. Ask for a new one.");
};

const guard = (context: ServerContext) => async (request: FastifyRequest) => {
  refusePlainFromAfar(context, request, true);
  refuseStrangeHost(context, request);
  const person = await authenticate(context, request);
  // A page can make a browser send its cookie, but not a key that it does not know.
  const isByCookie = bearerOf(request) === undefined;
  if (isByCookie && (changesState(request) || isStream(request)) && !isOwnOrigin(request)) {
    throw new HubError("forbidden", "This call must come from the hub's own page.");
  }
  request.person = person;
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
      // A body takes as long as who sends it likes: they may be shut out, or be made less, before its end.
      inner.addHook("preHandler", async (request) => {
        if (changesState(request)) request.person = await authenticate(context, request);
      });
      await inner.register(attachmentRoutes(context));
      overviewRoutes(inner, context, stream);
      sessionRoutes(inner, context);
      replyRoutes(inner, context);
      questionRoutes(inner, context);
      approvalRoutes(inner, context);
      ruleRoutes(inner, context);
      searchRoutes(inner, context);
      machineRoutes(inner, context);
      memberRoutes(inner, context);
      deviceRoutes(inner, context);
      settingsRoutes(inner, context);
      attentionRoutes(inner, context);
      auditRoutes(inner, context);
      streamRoute(inner, stream);
    });
  };
