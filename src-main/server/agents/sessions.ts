import type { FastifyInstance } from "fastify";
import type { ServerContext } from "../context.ts";
import { toInstant } from "../present/instant.ts";
import { presentAgent, presentMachine } from "../present/machines.ts";
import { presentSession } from "../present/sessions.ts";
import { serve } from "../route.ts";
import { machineOf } from "./caller.ts";

export const sessionRoutes = (app: FastifyInstance, { core, hub }: ServerContext): void => {
  serve(app, "me", async ({ request }) => {
    const machine = machineOf(request);
    const [agents, acts] = await Promise.all([core.machines.agentsOf(machine), core.machines.lastActsOf(machine)]);
    const lastActs = acts.map((act) => ({ ...act, at: toInstant(act.at) }));
    return {
      status: 200,
      body: { machine: presentMachine(machine), agents: agents.map(presentAgent), hub: hub(), lastActs },
    };
  });

  serve(app, "changeMe", async ({ request, body }) => {
    const machine = await core.machines.keepDoctor(machineOf(request), body.doctor);
    return { status: 200, body: { machine: presentMachine(machine) } };
  });

  serve(app, "openSession", async ({ request, body, once }) => {
    const machine = machineOf(request);
    const { session, created, reopened } = await core.open(machine, body, once(machine.id));
    return { status: created ? 201 : 200, body: { session: presentSession(session), created, reopened } };
  });

  serve(app, "listSessions", async ({ request, query }) => {
    const { state, agent, folder, externalId, ...page } = query;
    // One that is asked for by its agent's own id is found again even when it was closed.
    const includeClosed = externalId !== undefined;
    const filter = { machineId: machineOf(request).id, includeClosed, state, agent, folder, externalId };
    const { items, next } = await core.sessions.list(filter, page);
    return { status: 200, body: { items: items.map(presentSession), next } };
  });

  serve(app, "getSession", async ({ request, params }) => {
    const session = await core.sessions.ofMachine(machineOf(request), params.id);
    return { status: 200, body: { session: presentSession(session) } };
  });

  serve(app, "changeSession", async ({ request, params, body }) => {
    const session = await core.sessions.changeByAgent(machineOf(request), params.id, body);
    return { status: 200, body: { session: presentSession(session) } };
  });

  serve(app, "closeSession", async ({ request, params, body, once }) => {
    const machine = machineOf(request);
    const session = await core.sessions.close(machine, params.id, body, once(machine.id));
    return { status: 200, body: { session: presentSession(session) } };
  });
};
