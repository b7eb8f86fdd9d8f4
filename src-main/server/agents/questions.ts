import type { FastifyInstance } from "fastify";
import { HubError } from "../../core/errors.ts";
import type { ServerContext } from "../context.ts";
import { presentQuestion } from "../present/messages.ts";
import { serve } from "../route.ts";
import { machineOf } from "./caller.ts";
import { whenGone } from "./when-gone.ts";

export const questionRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  serve(app, "ask", async ({ request, params, body, once }) => {
    const machine = machineOf(request);
    const question = await core.questions.ask(machine, params.id, body, once(machine.id));
    return { status: 201, body: { question: presentQuestion(question) } };
  });

  serve(app, "question", async ({ request, reply, params, query }) => {
    const how = { waitSeconds: query.wait ?? 0, signal: whenGone(reply) };
    const question = await core.questions.wait(machineOf(request), params.id, how);
    return { status: 200, body: { question: presentQuestion(question) } };
  });

  serve(app, "withdrawQuestion", async ({ request, params }) => {
    const { question } = await core.questions.withdraw(machineOf(request), params.id);
    const presented = presentQuestion(question);
    // Taking it back again changes nothing, so that the call may be repeated.
    if (question.state === "withdrawn") return { status: 200, body: { question: presented } };
    throw new HubError("conflict", "This question is over, so it can't be taken back.", {
      extra: { question: presented },
    });
  });
};
