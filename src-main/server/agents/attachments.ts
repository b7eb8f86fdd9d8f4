import type { FastifyInstance } from "fastify";
import { attachmentsPath } from "#contract/endpoints.ts";
import type { ServerContext } from "../context.ts";
import { fileRoutes } from "../files.ts";
import { machineOf } from "./caller.ts";

export const attachmentRoutes =
  ({ core }: ServerContext) =>
  (app: FastifyInstance): Promise<void> =>
    fileRoutes(app, core.attachments, attachmentsPath, (request) => ({ machineId: machineOf(request).id }));
