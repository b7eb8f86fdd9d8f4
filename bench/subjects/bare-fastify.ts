import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import { serveBench } from "./child-side.ts";

// The least that Fastify does: it reads JSON and sends it back.

const app = Fastify({ forceCloseConnections: true, keepAliveTimeout: 0 });
app.post("/v1/sessions/:id/messages", (request, reply) => reply.code(201).send({ message: request.body }));
await app.listen({ port: 0, host: "127.0.0.1" });
serveBench({ port: (app.server.address() as AddressInfo).port }, () => app.close());
