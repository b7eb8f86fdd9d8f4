import fastifyWebsocket from "@fastify/websocket";
import Fastify, { type FastifyInstance, type FastifyServerFactory } from "fastify";
import { limits } from "#contract/limits.ts";
import { HubError } from "../core/errors.ts";
import { agentsDoor } from "./agents/door.ts";
import { openRoutes } from "./agents/open.ts";
import type { ServerContext } from "./context.ts";
import { docsRoutes } from "./docs.ts";
import { peoplesDoor } from "./people/door.ts";
import { createStream, type Stream } from "./people/stream.ts";
import { answerBrokenRequest, answerEarlyError, handleErrors } from "./problems.ts";
import { skillRoutes } from "./skill/routes.ts";
import { screenRoutes } from "./screen.ts";

export interface HubServer {
  app: FastifyInstance;
  stream: Stream;
}

/** JSON bodies; an empty one counts as `{}` for calls that need nothing. */
const readJson = (app: FastifyInstance) => {
  app.removeAllContentTypeParsers();
  app.decorateRequest("bodyText", "");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const text = body as string;
    request.bodyText = text;
    if (text.trim() === "") {
      done(null, {});
      return;
    }
    try {
      done(null, JSON.parse(text));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      done(new HubError("invalid", `The body is not valid JSON: ${why}`, { issues: [{ path: "", message: why }] }));
    }
  });
};

/** Builds the server of a hub; `firstSeq` is where the stream's numbers begin. */
export const buildServer = async (
  context: ServerContext,
  options: { firstSeq: number; serverFactory?: FastifyServerFactory },
): Promise<HubServer> => {
  const app = Fastify({
    bodyLimit: limits.bodyBytes,
    // A HEAD would hand replies over or spend a ticket and throw the answer away.
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    // Parked calls may be silent for longer than any time limit of the socket.
    requestTimeout: 0,
    connectionTimeout: 0,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    frameworkErrors: answerEarlyError(context.core.logger),
    clientErrorHandler: answerBrokenRequest,
    ...(options.serverFactory ? { serverFactory: options.serverFactory } : {}),
  }) as FastifyInstance;
  readJson(app);
  handleErrors(app, context.core.logger);
  app.decorateRequest("machine", undefined);
  app.decorateRequest("person", undefined);
  const stream = createStream(context.core, options.firstSeq);
  await app.register(fastifyWebsocket, { options: { maxPayload: 64 * 1024, perMessageDeflate: false } });
  await app.register(openRoutes(context));
  await app.register(agentsDoor(context, options));
  await app.register(peoplesDoor(context, stream));
  await app.register(docsRoutes(context));
  if (context.toolsDir !== undefined) await app.register(skillRoutes(context, context.toolsDir));
  if (context.rendererDir !== undefined) await app.register(screenRoutes(context, context.rendererDir));
  return { app, stream };
};
