import type { FastifyInstance } from "fastify";
import type { Role } from "#contract/role.ts";
import { pageOfMessages } from "../../core/messages/pages.ts";
import type { PersonRecord, SessionRecord } from "../../core/records.ts";
import type { ServerContext } from "../context.ts";
import { createFirstAnswers } from "../first-answers.ts";
import { presentMessage } from "../present/messages.ts";
import { presentForPerson } from "../present/sessions.ts";
import { serve } from "../route.ts";
import { ownerOf, personOf, viewOf } from "./caller.ts";

export const sessionRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  const present = async (person: PersonRecord, session: SessionRecord, role: Role) =>
    presentForPerson(session, await core.store.read.people.marks(person.id, session.id), core.steeringOf, role);

  serve(app, "personSessions", async ({ request, query }) => {
    const person = personOf(request);
    const { q, state, machine, ...page } = query;
    const titleWords = q?.split(/\s+/).filter(Boolean);
    const { items, next } = await core.sessions.list(
      { state, machineId: machine, titleWords, includeClosed: q !== undefined, visibleTo: person.id },
      page,
    );
    const view = await viewOf(request, core);
    const shown = await Promise.all(items.map((item) => present(person, item, view.roleIn(item.id) ?? "viewer")));
    return { status: 200, body: { items: shown, next } };
  });

  serve(app, "personSession", async ({ request, params }) => {
    const person = personOf(request);
    const { session, role } = await core.sessions.ofPerson(person, params.id);
    return { status: 200, body: { session: await present(person, session, role) } };
  });

  serve(app, "changePersonSession", async ({ request, params, body }) => {
    const person = personOf(request);
    const { session, role } = await core.sessions.changeByPerson(person, params.id, body);
    return { status: 200, body: { session: await present(person, session, role) } };
  });

  serve(app, "deleteSession", async ({ request, params }) => {
    await core.sessions.remove(ownerOf(request), params.id);
    return { status: 200, body: {} };
  });

  serve(app, "personMessages", async ({ request, params, query }) => {
    const { session } = await core.sessions.ofPerson(personOf(request), params.id);
    const { items, next } = await pageOfMessages(core.store, session.id, query);
    return { status: 200, body: { items: items.map(presentMessage), next } };
  });

  const first = createFirstAnswers(core.clock);
  serve(app, "markRead", async ({ request, params, body, once }) => {
    const person = personOf(request);
    const marked = await first.give(once(person.id), () => core.markRead(person, params.id, body.seq));
    return { status: 200, body: marked };
  });
};
