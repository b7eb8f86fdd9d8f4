import type { FastifyInstance } from "fastify";
import type { InvitedAnswer } from "#contract/people.ts";
import type { Invited } from "../../core/people/members.ts";
import type { ServerContext } from "../context.ts";
import { createFirstAnswers } from "../first-answers.ts";
import { toInstant } from "../present/instant.ts";
import { presentMember } from "../present/people.ts";
import { serve } from "../route.ts";
import { ownerOf } from "./caller.ts";

export const memberRoutes = (app: FastifyInstance, context: ServerContext): void => {
  const { members, clock } = context.core;
  const first = createFirstAnswers(clock);
  const answer = ({ member, ticket, expiresAt }: Invited): InvitedAnswer => ({
    person: presentMember(member),
    invitation: { link: context.signInLink(ticket), expiresAt: toInstant(expiresAt) },
  });

  serve(app, "members", async ({ request }) => {
    ownerOf(request);
    return { status: 200, body: { items: (await members.list()).map(presentMember), next: null } };
  });

  serve(app, "invite", async ({ request, reply, body, once }) => {
    const owner = ownerOf(request);
    void reply.header("cache-control", "no-store");
    const invited = await first.give(once(owner.id), () => members.invite(owner, body));
    return { status: 201, body: answer(invited) };
  });

  serve(app, "inviteAgain", async ({ request, reply, params, once }) => {
    const owner = ownerOf(request);
    void reply.header("cache-control", "no-store");
    const invited = await first.give(once(owner.id), () => members.inviteAgain(owner, params.id));
    return { status: 201, body: answer(invited) };
  });

  serve(app, "changeMember", async ({ request, params, body }) => {
    const person = presentMember(await members.change(ownerOf(request), params.id, body));
    return { status: 200, body: { person } };
  });

  serve(app, "revokeMember", async ({ request, params }) => {
    const person = presentMember(await members.revoke(ownerOf(request), params.id));
    return { status: 200, body: { person } };
  });
};
