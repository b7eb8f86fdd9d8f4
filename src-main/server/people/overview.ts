import type { FastifyInstance } from "fastify";
import type { ServerContext } from "../context.ts";
import { toInstant } from "../present/instant.ts";
import { machinesFor } from "../present/machines.ts";
import { presentPerson } from "../present/people.ts";
import { presentForPerson } from "../present/sessions.ts";
import { serve } from "../route.ts";
import { personOf, viewOf } from "./caller.ts";
import type { Stream } from "./stream.ts";

export const overviewRoutes = (app: FastifyInstance, context: ServerContext, stream: Stream): void => {
  const { core, hub } = context;

  serve(app, "person", ({ request }) => ({
    status: 200,
    body: { person: presentPerson(personOf(request)), hub: hub() },
  }));

  serve(app, "overview", async ({ request, reply }) => {
    void reply.header("cache-control", "no-store");
    const person = personOf(request);
    // Taken before the reads: a change that comes in between is told again, which changes nothing.
    const since = stream.seq();
    const [sessions, machines, marks] = await Promise.all([
      core.store.read.sessions.all(),
      core.machines.list(),
      core.store.read.people.allMarks(person.id),
    ]);
    const view = await viewOf(request, core);
    return {
      status: 200,
      body: {
        person: presentPerson(person),
        hub: { ...hub(), address: context.address() },
        sessions: sessions.flatMap((session) => {
          const role = view.roleIn(session.id);
          return role === undefined ? [] : [presentForPerson(session, marks.get(session.id), core.steeringOf, role)];
        }),
        machines: machinesFor(view, machines),
        settings: core.settings.current(),
        since,
        now: toInstant(core.clock()),
      },
    };
  });

  serve(app, "signOut", async ({ request, reply }) => {
    await core.signIn.signOut(personOf(request));
    void reply.clearCookie(context.cookieName, { path: "/" });
    return { status: 200, body: {} };
  });
};
