import type { FastifyInstance } from "fastify";
import type { ServerContext } from "../context.ts";
import { toInstant } from "../present/instant.ts";
import { presentMachine } from "../present/machines.ts";
import { presentPerson } from "../present/people.ts";
import { presentForPerson } from "../present/sessions.ts";
import { serve } from "../route.ts";
import { personOf } from "./caller.ts";
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
    return {
      status: 200,
      body: {
        person: presentPerson(person),
        hub: { ...hub(), address: context.address() },
        sessions: sessions.map((session) =>
          presentForPerson(session, marks.get(session.id), core.steeringOf, person.role),
        ),
        machines: machines.map(presentMachine),
        settings: core.settings.current(),
        since,
        now: toInstant(core.clock()),
      },
    };
  });

  serve(app, "signOut", async ({ request, reply }) => {
    const secret = request.cookies[context.cookieName];
    if (secret !== undefined) {
      await core.signIn.signOut(secret);
      stream.endSignIn(secret);
    }
    void reply.clearCookie(context.cookieName, { path: "/" });
    return { status: 200, body: {} };
  });
};
