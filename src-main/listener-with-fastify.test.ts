import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import websocket from "@fastify/websocket";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createDualListener } from "./platform/listener.ts";
import { selfSigned } from "./platform/self-signed.ts";

const pair = await selfSigned(Date.now());
let app: FastifyInstance;
let port: number;

const build = async (): Promise<FastifyInstance> => {
  const fastify = Fastify({
    serverFactory: (handler) => createDualListener({ ...pair, graceMs: 500 }).server(handler),
  });
  await fastify.register(websocket);
  fastify.post("/echo", (request) => ({
    encrypted: request.raw.socket.constructor.name === "TLSSocket",
    body: request.body,
  }));
  fastify.get("/stream", { websocket: true }, (socket) => {
    socket.on("message", (data: Buffer) => socket.send(`echo ${data.toString()}`));
  });
  return fastify;
};

beforeEach(async () => {
  app = await build();
  await app.listen({ port: 0, host: "127.0.0.1" });
  port = (app.server.address() as AddressInfo).port;
});
afterEach(async () => {
  await app.close();
});

const post = async (scheme: "http" | "https"): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const send = scheme === "http" ? httpRequest : httpsRequest;
    const options = {
      port,
      path: "/echo",
      method: "POST",
      ca: pair.cert,
      headers: { "content-type": "application/json" },
    };
    const request = send({ host: "127.0.0.1", ...options }, (response) => {
      response.setEncoding("utf8");
      let text = "";
      response.on("data", (part: string) => (text += part));
      response.on("end", () => resolve(JSON.parse(text)));
    });
    request.on("error", reject);
    request.end(JSON.stringify({ hello: "hub" }));
  });

const talk = async (scheme: "ws" | "wss"): Promise<{ socket: WebSocket; answer: string; closed: Promise<number> }> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${scheme}://127.0.0.1:${port}/stream`, { ca: pair.cert });
    const closed = new Promise<number>((done) => socket.on("close", done));
    socket.on("error", reject);
    socket.on("open", () => socket.send("hello"));
    socket.on("message", (data: Buffer) => resolve({ socket, answer: data.toString(), closed }));
  });

describe("a Fastify server on the dual listener", () => {
  test("answers plain HTTP and TLS on one port, and knows which is which", async () => {
    expect(await post("http")).toEqual({ encrypted: false, body: { hello: "hub" } });
    expect(await post("https")).toEqual({ encrypted: true, body: { hello: "hub" } });
  });

  test("carries a WebSocket over both", async () => {
    expect((await talk("ws")).answer).toBe("echo hello");
    expect((await talk("wss")).answer).toBe("echo hello");
  });

  test("closes with open WebSockets on both sides, and says goodbye to them", async () => {
    const talks = await Promise.all([talk("ws"), talk("wss")]);
    await app.close();
    expect(await Promise.all(talks.map(async ({ closed }) => closed))).toEqual([1005, 1005]);
  });

  test("serves injected requests without a port", async () => {
    const unheard = await build();
    const answer = await unheard.inject({ method: "POST", url: "/echo", payload: { a: 1 } });
    expect(answer.json()).toEqual({ encrypted: false, body: { a: 1 } });
    await unheard.close();
  });
});
