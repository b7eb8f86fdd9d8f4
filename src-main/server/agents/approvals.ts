import type { FastifyInstance } from "fastify";
import { HubError } from "../../core/errors.ts";
import type { ServerContext } from "../context.ts";
import { presentApproval } from "../present/approvals.ts";
import { serve } from "../route.ts";
import { callerOf, machineOf } from "./caller.ts";
import { whenGone } from "./when-gone.ts";

export const approvalRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  serve(app, "openApproval", async ({ request, params, body, once }) => {
    const machine = callerOf(request);
    const approval = await core.approvals.open(machine, params.id, body, once(machine.id));
    if (approval === null) return { status: 200, body: { approval: null } };
    return { status: 201, body: { approval: presentApproval(approval) } };
  });

  serve(app, "approval", async ({ request, reply, params, query }) => {
    const how = { waitSeconds: query.wait ?? 0, signal: whenGone(reply) };
    const approval = await core.approvals.wait(machineOf(request), params.id, how);
    return { status: 200, body: { approval: presentApproval(approval) } };
  });

  serve(app, "withdrawApproval", async ({ request, params, body }) => {
    const { approval } = await core.approvals.withdraw(callerOf(request), params.id, body.by);
    const presented = presentApproval(approval);
    // Taking it back again changes nothing, so that the call may be repeated.
    if (approval.state === "withdrawn") return { status: 200, body: { approval: presented } };
    throw new HubError("conflict", "This approval is over, so it can't be taken back.", {
      extra: { approval: presented },
    });
  });
};
