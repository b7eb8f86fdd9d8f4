import { createServer as createPlain, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecure } from "node:https";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as the server saw it. */
export interface Seen {
  method: string;
  path: string;
  query: URLSearchParams;
  key: string | undefined;
  idempotencyKey: string | undefined;
  /** Parsed, or its bytes when it is not JSON. */
  body: unknown;
  /** Whether the caller hung up before it had its answer. */
  gone: Promise<void>;
}

export interface Answer {
  status: number;
  /** What is sent as JSON, or bytes that are sent as they are. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** `drop` ends the connection without an answer. */
export type Handler = (seen: Seen) => Answer | "drop" | Promise<Answer | "drop">;

export interface WebServer {
  readonly port: number;
  readonly url: string;
  readonly seen: Seen[];
  /** The port answers no more; `start` opens the same one again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const bytes = Buffer.concat(pieces);
  if (bytes.length === 0) return undefined;
  return request.headers["content-type"]?.startsWith("application/json") ? JSON.parse(bytes.toString()) : bytes;
};

const seenOf = async (request: IncomingMessage, response: ServerResponse): Promise<Seen> => {
  const gone = new Promise<void>((resolve) => response.once("close", resolve));
  const url = new URL(request.url ?? "/", "http://test");
  return {
    method: request.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    key: request.headers.authorization?.replace("Bearer ", ""),
    idempotencyKey: request.headers["idempotency-key"] as string | undefined,
    body: await readBody(request),
    gone,
  };
};

const respond = (answer: Answer | "drop", response: ServerResponse) => {
  if (answer === "drop") {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
  const { body = Buffer.alloc(0) } = answer;
  response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
};

const listen = (server: Server, port: number) =>
  new Promise<number>((resolve) => {
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** A real web server on a free port of loopback, gone when the test ends. */
export const startWebServer = async (handle: Handler, tls?: { cert: string; key: string }): Promise<WebServer> => {
  const seen: Seen[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const entry = await seenOf(request, response);
    seen.push(entry);
    respond(await handle(entry), response);
  };
  const make = (): Server => {
    const made = tls ? createSecure(tls) : createPlain();
    return made.on("request", (request: IncomingMessage, response: ServerResponse) => void serve(request, response));
  };
  let server = make();
  const port = await listen(server, 0);
  onTestFinished(() => close(server));
  return {
    port,
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    seen,
    stop: () => close(server),
    async start() {
      server = make();
      await listen(server, port);
    },
  };
};

/** An error answer as the hub gives it. */
export const problem = (status: number, code: string, detail = "because", extra: object = {}): Answer => ({
  status,
  body: { type: `about:blank#${code}`, title: code, status, detail, code, ...extra },
});
