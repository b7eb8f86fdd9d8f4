import type { FastifyInstance } from "fastify";
import type { RepliesAnswer } from "#contract/reply.ts";
import type { MessageRecord } from "../../core/records.ts";
import type { ServerContext } from "../context.ts";
import { presentDueReply, presentReceipt } from "../present/messages.ts";
import { serve } from "../route.ts";
import { machineOf } from "./caller.ts";
import { whenGone } from "./when-gone.ts";

const answerOf = (messages: MessageRecord[], stopWord: string): RepliesAnswer => {
  const items = messages.map((message) => presentDueReply(message, stopWord));
  return { items, stop: items.some((item) => item.stop) };
};

export const replyRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  serve(app, "dueReplies", async ({ request, reply, params, query }) => {
    const signal = whenGone(reply);
    const messages = await core.due.ask(machineOf(request), params.id, {
      carrier: query.carrier ?? "watch",
      waitSeconds: query.wait ?? 0,
      signal,
    });
    const putBack = () => {
      core.due.putBack(messages).catch((error: unknown) => {
        core.logger.warn({ error: String(error) }, "could not put replies back; their lease will");
      });
    };
    if (signal.aborted && messages.length > 0) putBack();
    else if (messages.length > 0) signal.addEventListener("abort", putBack, { once: true });
    return { status: 200, body: answerOf(messages, core.settings.current().stopWord) };
  });

  serve(app, "ackReplies", async ({ request, params, body, once }) => {
    const machine = machineOf(request);
    const receipts = await core.receipts.acknowledge(machine, params.id, body, once(machine.id));
    return { status: 200, body: { receipts: receipts.map(presentReceipt) } };
  });
};
