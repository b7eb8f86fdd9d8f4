import type { FastifyInstance } from "fastify";
import type { ServerContext } from "../context.ts";
import { toInstant } from "../present/instant.ts";
import { serve } from "../route.ts";
import { viewOf } from "./caller.ts";

export const searchRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  serve(app, "search", async ({ request, query }) => {
    const { items, next, behind } = await core.search(await viewOf(request, core), query);
    return {
      status: 200,
      body: {
        items: items.map(({ message, sessionTitle, snippet }) => ({
          messageId: message.id,
          sessionId: message.sessionId,
          sessionTitle,
          seq: message.seq,
          kind: message.kind,
          from: message.from,
          snippet,
          createdAt: toInstant(message.createdAt),
        })),
        next,
        behind,
      },
    };
  });
};
