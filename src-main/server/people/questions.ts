import type { FastifyInstance } from "fastify";
import { HubError } from "../../core/errors.ts";
import type { ServerContext } from "../context.ts";
import { presentQuestion } from "../present/messages.ts";
import { serve } from "../route.ts";
import { personOf } from "./caller.ts";

export const questionRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  serve(app, "openQuestions", async ({ request, params }) => {
    const { id } = (await core.sessions.ofPerson(personOf(request), params.id)).session;
    const open = await core.store.read.questions.openOf(id);
    const items = open.map((question) => ({ messageSeq: question.messageSeq, question: presentQuestion(question) }));
    return { status: 200, body: { items } };
  });

  serve(app, "answerQuestion", async ({ request, params, body, once }) => {
    const person = personOf(request);
    const { question, isDone } = await core.questions.answer(person, params.id, body, once(person.id));
    const presented = presentQuestion(question);
    if (isDone) return { status: 200, body: { question: presented } };
    throw new HubError("conflict", "This question is no longer open.", { extra: { question: presented } });
  });
};
