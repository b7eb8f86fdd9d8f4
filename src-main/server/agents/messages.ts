import type { FastifyInstance } from "fastify";
import { pageOfMessages } from "../../core/messages/pages.ts";
import type { ServerContext } from "../context.ts";
import { presentMessage } from "../present/messages.ts";
import { serve } from "../route.ts";
import { machineOf } from "./caller.ts";

export const messageRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  serve(app, "postMessage", async ({ request, params, body, once }) => {
    const machine = machineOf(request);
    const { message } = await core.post(machine, params.id, body, once(machine.id));
    return { status: 201, body: { message: presentMessage(message) } };
  });

  serve(app, "listMessages", async ({ request, params, query }) => {
    const session = await core.sessions.ofMachine(machineOf(request), params.id);
    const { items, next } = await pageOfMessages(core.store, session.id, query);
    return { status: 200, body: { items: items.map(presentMessage), next } };
  });
};
