import type { FastifyInstance } from "fastify";
import { HubError } from "../../core/errors.ts";
import type { ServerContext } from "../context.ts";
import { serve } from "../route.ts";
import { machineOf } from "./caller.ts";

export const auditRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  serve(app, "checkOwnAudit", async ({ request, query }) => {
    if (!machineOf(request).isLocal) {
      throw new HubError("forbidden", "Only the hub's own machine may look through the ledger. Use an owner's key.");
    }
    return { status: 200, body: await core.ledger.verify(query.head) };
  });
};
