import { type AddressInfo, createServer } from "node:net";
import { serveBench } from "./child-side.ts";

// Answers every piece that arrives with the same bytes: what is left is what the load generator itself can do.

const body = JSON.stringify({ ok: true, text: "x".repeat(300) });
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
);
const server = createServer({ noDelay: true }, (socket) => {
  socket.on("data", () => socket.write(answer));
  socket.on("error", () => socket.destroy());
});
server.listen(0, "127.0.0.1", () => {
  serveBench({ port: (server.address() as AddressInfo).port }, async () => server.close());
});
