import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { AuditQuery } from "#contract/audit.ts";
import { auditExportPath } from "#contract/endpoints.ts";
import type { LedgerRecord } from "../../core/records.ts";
import type { ServerContext } from "../context.ts";
import { presentEntry } from "../present/audit.ts";
import { toInstant } from "../present/instant.ts";
import { parse, serve } from "../route.ts";
import { ownerOf } from "./caller.ts";

async function* asLines(pieces: AsyncIterable<LedgerRecord[]>): AsyncGenerator<string> {
  for await (const entries of pieces) {
    yield entries.map((entry) => `${JSON.stringify(presentEntry(entry))}\n`).join("");
  }
}

/** The ledger, for owners: what people and machines did in discussions that others may not see is in it too. */
export const auditRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  serve(app, "audit", async ({ request, query }) => {
    ownerOf(request);
    const { items, next } = await core.ledger.list(query);
    return { status: 200, body: { items: items.map(presentEntry), next } };
  });

  serve(app, "checkAudit", async ({ request, query }) => {
    ownerOf(request);
    return { status: 200, body: await core.ledger.verify(query.head) };
  });

  app.get(auditExportPath, async (request, reply) => {
    const owner = ownerOf(request);
    const query = parse(AuditQuery, request.query) as AuditQuery;
    const pieces = await core.ledger.export(owner, query);
    const day = toInstant(core.clock()).slice(0, 10);
    return reply
      .header("content-type", "application/x-ndjson; charset=utf-8")
      .header("content-disposition", `attachment; filename="muster-ledger-${day}.jsonl"`)
      .header("cache-control", "no-store")
      .send(Readable.from(asLines(pieces)));
  });
};
