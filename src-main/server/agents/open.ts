import type { FastifyInstance } from "fastify";
import { limits } from "#contract/limits.ts";
import type { ServerContext } from "../context.ts";
import { createFirstAnswers } from "../first-answers.ts";
import { refusePlainFromAfar } from "../guards.ts";
import { presentMachine } from "../present/machines.ts";
import { serve } from "../route.ts";

/** What needs no key: whether the hub is up, and joining it. */
export const openRoutes =
  (context: ServerContext) =>
  (app: FastifyInstance, _options: unknown, done: () => void): void => {
    app.addHook("onRequest", (request, _reply, next) => {
      refusePlainFromAfar(context, request, false);
      next();
    });
    serve(app, "health", () => ({ status: 200, body: { ok: true as const, version: context.hub().version } }));
    // No longer than the code itself would have opened the hub, and only to the address that used it.
    const first = createFirstAnswers(context.core.clock, limits.joinCodeMinutes / 60);
    serve(app, "join", async ({ body, request, reply, once }) => {
      void reply.header("cache-control", "no-store");
      const { machine, key } = await first.give(once(request.ip), () => context.core.machines.join(body, request.ip));
      return { status: 201, body: { key, machine: presentMachine(machine), hub: context.hub() } };
    });
    done();
  };
