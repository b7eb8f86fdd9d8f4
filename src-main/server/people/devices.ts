import type { FastifyInstance } from "fastify";
import type { ServerContext } from "../context.ts";
import { createFirstAnswers } from "../first-answers.ts";
import { presentDevice } from "../present/people.ts";
import { serve } from "../route.ts";
import { personOf } from "./caller.ts";

export const deviceRoutes = (app: FastifyInstance, context: ServerContext): void => {
  const { devices, clock } = context.core;
  const first = createFirstAnswers(clock);

  serve(app, "devices", async ({ request }) => {
    const caller = personOf(request);
    const items = (await devices.list(caller)).map((device) => presentDevice(device, caller.device?.id));
    return { status: 200, body: { items, next: null } };
  });

  serve(app, "addDevice", async ({ request, reply, body, once }) => {
    const caller = personOf(request);
    void reply.header("cache-control", "no-store");
    const { device, key } = await first.give(once(caller.id), () => devices.addKey(caller, body.name));
    return {
      status: 201,
      body: { device: presentDevice(device, caller.device?.id), key, command: context.signInCommand() },
    };
  });

  serve(app, "changeDevice", async ({ request, params, body }) => {
    const caller = personOf(request);
    const device = await devices.rename(caller, params.id, body.name);
    return { status: 200, body: { device: presentDevice(device, caller.device?.id) } };
  });

  serve(app, "revokeDevice", async ({ request, params }) => {
    await devices.revoke(personOf(request), params.id);
    return { status: 200, body: {} };
  });
};
