import type { FastifyInstance, FastifyRequest } from "fastify";
import { HubError } from "../../core/errors.ts";
import type { MachineRecord } from "../../core/records.ts";
import type { ServerContext } from "../context.ts";
import { bearerOf, refusePlainFromAfar } from "../guards.ts";
import { actRoutes } from "./acts.ts";
import { approvalRoutes } from "./approvals.ts";
import { attachmentRoutes } from "./attachments.ts";
import { auditRoutes } from "./audit.ts";
import { messageRoutes } from "./messages.ts";
import { eventsRoute } from "./events.ts";
import { questionRoutes } from "./questions.ts";
import { replyRoutes } from "./replies.ts";
import { sessionRoutes } from "./sessions.ts";

const authenticate = (context: ServerContext, request: FastifyRequest): MachineRecord => {
  const key = bearerOf(request);
  const machine = key === undefined ? undefined : context.core.machineKeys.check(key);
  if (machine === undefined) {
    if (key !== undefined) context.core.ledger.refusals.note("key-refused", request.ip, {});
    throw new HubError(
      "unauthorized",
      key === undefined
        ? "Send the machine's key: `Authorization: Bearer <key>`."
        : "This key is not valid, or was revoked. Join again with `muster join`.",
    );
  }
  return machine;
};

/** The agents' door: everything that a machine's key opens. */
export const agentsDoor =
  (context: ServerContext, options: { firstSeq: number }) =>
  (app: FastifyInstance, _options: unknown, done: () => void): void => {
    app.addHook("onRequest", (request, _reply, next) => {
      refusePlainFromAfar(context, request, false);
      const machine = authenticate(context, request);
      const retryAfterSeconds = context.core.buckets.take(machine.id);
      if (retryAfterSeconds > 0) {
        throw new HubError("rate-limited", `Too many requests of this machine. Try again in ${retryAfterSeconds} s.`, {
          retryAfterSeconds,
        });
      }
      request.machine = machine;
      next();
    });
    // A body takes as long as who sends it likes: the key may be revoked before its end.
    app.addHook("preHandler", (request, _reply, next) => {
      if (request.method !== "GET") request.machine = authenticate(context, request);
      next();
    });
    actRoutes(app, context);
    sessionRoutes(app, context);
    messageRoutes(app, context);
    replyRoutes(app, context);
    questionRoutes(app, context);
    approvalRoutes(app, context);
    auditRoutes(app, context);
    eventsRoute(app, context, options.firstSeq);
    void app.register(attachmentRoutes(context));
    done();
  };
