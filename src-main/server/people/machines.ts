import type { FastifyInstance } from "fastify";
import type { ServerContext } from "../context.ts";
import { createFirstAnswers } from "../first-answers.ts";
import { pageOfAll } from "../page-of-all.ts";
import { toInstant } from "../present/instant.ts";
import { machinesFor, presentMachine } from "../present/machines.ts";
import { serve } from "../route.ts";
import { ownerOf, viewOf } from "./caller.ts";

export const machineRoutes = (app: FastifyInstance, context: ServerContext): void => {
  const { core } = context;
  const first = createFirstAnswers(core.clock);

  serve(app, "machines", async ({ request, query }) => {
    const machines = machinesFor(await viewOf(request, core), await core.machines.list());
    return { status: 200, body: pageOfAll(machines, query) };
  });

  serve(app, "createJoinCode", async ({ request, reply, once }) => {
    const owner = ownerOf(request);
    void reply.header("cache-control", "no-store");
    const { code, expiresAt } = await first.give(once(owner.id), () => core.machines.codes.create(owner));
    return {
      status: 201,
      body: {
        code,
        expiresAt: toInstant(expiresAt),
        command: context.joinCommand(code),
        url: context.address(),
        install: context.installCommands(code),
      },
    };
  });

  serve(app, "changeMachine", async ({ request, params, body }) => {
    const machine = await core.machines.change(ownerOf(request), params.id, body);
    return { status: 200, body: { machine: presentMachine(machine) } };
  });

  serve(app, "rotateMachine", async ({ request, reply, params, once }) => {
    const owner = ownerOf(request);
    void reply.header("cache-control", "no-store");
    const { machine, key } = await first.give(once(owner.id), () => core.machines.rotate(owner, params.id));
    return { status: 200, body: { machine: presentMachine(machine), key } };
  });

  serve(app, "revokeMachine", async ({ request, params }) => {
    const machine = await core.machines.revoke(ownerOf(request), params.id);
    return { status: 200, body: { machine: presentMachine(machine) } };
  });
};
