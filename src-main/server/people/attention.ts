import type { FastifyInstance } from "fastify";
import type { AttentionAnswer, AttentionDecision } from "#contract/attention.ts";
import type { AttentionService } from "../../core/attention/attention.ts";
import type { PersonCaller } from "../../core/records.ts";
import type { ServerContext } from "../context.ts";
import { toInstant, toInstantOrNull } from "../present/instant.ts";
import { serve } from "../route.ts";
import { personOf } from "./caller.ts";

type Decision = Awaited<ReturnType<AttentionService["decisions"]>>[number];

const presentDecision = (decision: Decision): AttentionDecision => ({
  id: decision.id,
  at: toInstant(decision.at),
  kind: decision.kind,
  sessionId: decision.sessionId,
  title: decision.title,
  target: { type: decision.target.type, name: decision.target.name },
  outcome: decision.outcome,
  reason: decision.reason,
  until: toInstantOrNull(decision.until),
});

export const attentionRoutes = (app: FastifyInstance, { core: { attention } }: ServerContext): void => {
  const answerFor = async ({ id }: PersonCaller): Promise<AttentionAnswer> => {
    const preferences = await attention.preferences.of(id);
    return {
      preferences,
      quietUntil: toInstantOrNull(attention.quietUntil(preferences)),
      capabilities: await attention.capabilities(),
    };
  };

  serve(app, "attention", async ({ request }) => ({ status: 200, body: await answerFor(personOf(request)) }));

  serve(app, "changeAttention", async ({ request, body }) => {
    const person = personOf(request);
    const { webhookSecret } = await attention.preferences.change(person, body);
    return { status: 200, body: { ...(await answerFor(person)), ...(webhookSecret && { webhookSecret }) } };
  });

  serve(app, "attentionDecisions", async ({ request }) => ({
    status: 200,
    body: { items: (await attention.decisions(personOf(request))).map(presentDecision) },
  }));

  serve(app, "testNotice", async ({ request }) => ({ status: 200, body: await attention.test(personOf(request)) }));
};
