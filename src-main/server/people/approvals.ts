import type { FastifyInstance } from "fastify";
import type { DecisionRequest } from "#contract/approval.ts";
import type { Ended } from "../../core/approvals/end.ts";
import { howEnded } from "../../core/approvals/words.ts";
import { HubError } from "../../core/errors.ts";
import type { Once } from "../../core/idempotency.ts";
import type { PersonCaller } from "../../core/records.ts";
import type { ServerContext } from "../context.ts";
import { presentApproval } from "../present/approvals.ts";
import { serve } from "../route.ts";
import { personOf } from "./caller.ts";

/** The approval that a decision ended. Throws `conflict`, with the approval as it ended before, for one that came too late. */
export const decided = ({ approval, isDone }: Ended) => {
  const presented = presentApproval(approval);
  if (isDone) return presented;
  throw new HubError("conflict", howEnded(approval), { extra: { approval: presented } });
};

export const approvalRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  serve(app, "approvals", async ({ request, query }) => {
    const { items, next } = await core.approvals.list(personOf(request), query);
    return { status: 200, body: { items: items.map(presentApproval), next } };
  });

  serve(app, "personApproval", async ({ request, params }) => {
    const approval = await core.approvals.ofPerson(personOf(request), params.id);
    return { status: 200, body: { approval: presentApproval(approval) } };
  });

  serve(app, "decide", async ({ request, params, body, once }) => {
    const person = personOf(request);
    const ended = await core.approvals.decide(person, params.id, body, once(person.id));
    return { status: 200, body: { approval: decided(ended) } };
  });

  serve(app, "decideByCode", async ({ request, params, body, once }) => {
    const person = personOf(request);
    const ended = await core.approvals.decideByCode(person, params.code, body, once(person.id));
    return { status: 200, body: { approval: decided(ended) } };
  });

  const decideOne = async (person: PersonCaller, id: string, wanted: DecisionRequest, once: Once | undefined) => {
    // One request, but each decision is made once by itself: a repeat makes up for those that failed.
    const own = once && { ...once, key: `${once.key}:${id}` };
    try {
      const { approval, isDone } = await core.approvals.decide(person, id, wanted, own);
      return { id, approval: presentApproval(approval), isDone, code: isDone ? null : "conflict" };
    } catch (error) {
      if (error instanceof HubError) return { id, approval: null, isDone: false, code: error.code };
      throw error;
    }
  };

  serve(app, "decideMany", async ({ request, body, once }) => {
    const person = personOf(request);
    const key = once(person.id);
    if (key !== undefined) await core.claimKey(key);
    const { decision, note } = body;
    const wanted = { decision, ...(note === undefined ? {} : { note }) };
    const ids = Array.from(new Set(body.ids));
    const results = await Promise.all(ids.map((id) => decideOne(person, id, wanted, key)));
    return { status: 200, body: { results } };
  });
};
