import type { FastifyInstance } from "fastify";
import type { ServerContext } from "../context.ts";
import { serve } from "../route.ts";
import { ownerOf } from "./caller.ts";

export const settingsRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  const body = () => ({
    settings: core.settings.current(),
    overridden: core.settings.overridden(),
    shellParser: core.rules.shellParser,
  });

  serve(app, "settings", () => ({ status: 200, body: body() }));

  serve(app, "changeSettings", async ({ request, body: change }) => {
    await core.settings.change(change, ownerOf(request));
    return { status: 200, body: body() };
  });
};
