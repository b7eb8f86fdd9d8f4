import type { FastifyInstance } from "fastify";
import { personAttachmentsPath } from "#contract/endpoints.ts";
import type { ServerContext } from "../context.ts";
import { fileRoutes } from "../files.ts";
import { personOf } from "./caller.ts";

export const attachmentRoutes =
  ({ core }: ServerContext) =>
  (app: FastifyInstance): Promise<void> =>
    fileRoutes(app, core.attachments, personAttachmentsPath, (request) => ({ personId: personOf(request).id }));
