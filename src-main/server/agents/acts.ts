import { hash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { ActRequest } from "#contract/act.ts";
import type { Once } from "../../core/idempotency.ts";
import type { ServerContext } from "../context.ts";
import { presentDueReply } from "../present/messages.ts";
import { serve } from "../route.ts";
import { machineOf } from "./caller.ts";
import { whenGone } from "./when-gone.ts";

/** The same act may come again by way of an outbox, where nobody is left who could take replies. */
const sameAct = (once: Once | undefined, { take: _take, ...act }: ActRequest): Once | undefined =>
  once && { ...once, requestHash: hash("sha256", `act\n${JSON.stringify(act)}`) };

export const actRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  serve(app, "act", async ({ request, reply, body, once }) => {
    const signal = whenGone(reply);
    const machine = machineOf(request);
    const { session, items, interrupt, waitSeconds } = await core.act(machine, body, sameAct(once(machine.id), body));
    const handed = interrupt === null ? items : [interrupt];
    const putBack = () => {
      core.due.putBack(handed).catch((error: unknown) => {
        core.logger.warn({ error: String(error) }, "could not put replies back; their lease will");
      });
    };
    if (signal.aborted && handed.length > 0) putBack();
    else if (handed.length > 0) signal.addEventListener("abort", putBack, { once: true });
    const { stopWord } = core.settings.current();
    const due = items.map((item) => presentDueReply(item, stopWord));
    const refusal = interrupt === null ? null : presentDueReply(interrupt, stopWord);
    const isStop = [...due, ...(refusal ? [refusal] : [])].some(({ stop }) => stop);
    return {
      status: 200,
      body: {
        session,
        report: machine.report,
        items: due,
        stop: isStop,
        interrupt: refusal && { id: refusal.id, text: refusal.text, from: refusal.from },
        waitSeconds,
        terminal: machine.terminal,
        approvals: machine.approvals,
        denies: core.rules.mayDeny(machine.id),
      },
    };
  });
};
