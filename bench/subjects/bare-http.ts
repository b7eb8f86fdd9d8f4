import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serveBench } from "./child-side.ts";

// The least that Node's own HTTP server does: it reads JSON and sends it back.

// Connections that wait for their turn are kept.
const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
  let text = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => {
    text += chunk;
  });
  request.on("end", () => {
    const body = JSON.stringify({ message: JSON.parse(text) as unknown });
    response.writeHead(201, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  serveBench({ port: (server.address() as AddressInfo).port }, async () => server.close());
});
