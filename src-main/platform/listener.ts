import { type RequestListener, type Server, createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { Socket } from "node:net";
import { firstByte } from "./first-byte.ts";

/** The first byte of a TLS record that carries a handshake (RFC 8446, section 5.1). */
const tlsHandshake = 0x16;

export interface DualListenerOptions {
  /** PEM. */
  cert: string;
  /** PEM. */
  key: string;
  /** A connection that sends nothing for so long is closed. */
  silenceMs?: number;
  /** How long a request may take to arrive with its headers; how long it is answered is not limited. */
  headersMs?: number;
  /** How long a request may take to arrive whole. */
  requestMs?: number;
  /** How long an idle connection is kept for the next request. */
  keepAliveMs?: number;
  /** How long `close` lets answers and WebSocket farewells go on before it cuts what is left. */
  graceMs?: number;
}

const defaults = { silenceMs: 20_000, headersMs: 20_000, requestMs: 300_000, keepAliveMs: 72_000, graceMs: 2_000 };

/** Keeps the sockets that are open, to cut those that outlive `close`: Node forgets a socket once it is upgraded. */
const trackSockets = (server: Server): (() => void) => {
  const open = new Set<Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
};

/**
 * One TCP port that speaks TLS and plain HTTP, told apart by the first byte. `server(handler)` gives an ordinary
 * `http.Server` whose requests and upgrades come from both; `request.socket.encrypted` tells which. Made to be Fastify's
 * `serverFactory`: `Fastify({ serverFactory: (handler) => createDualListener({ cert, key }).server(handler) })`.
 */
export const createDualListener = (options: DualListenerOptions): { server: (handler: RequestListener) => Server } => ({
  server: (handler) => {
    const { cert, key, silenceMs, headersMs, requestMs, keepAliveMs, graceMs } = { ...defaults, ...options };
    const timeouts = {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: Math.min(headersMs, 30_000),
    };
    const front = createServer(timeouts, handler);
    const secure = createSecureServer(
      { ...timeouts, cert, key, minVersion: "TLSv1.2", handshakeTimeout: headersMs },
      handler,
    );
    secure.on("upgrade", (...upgrade) => front.emit("upgrade", ...upgrade));
    secure.on("clientError", (error, socket) => {
      if (front.listenerCount("clientError") > 0) front.emit("clientError", error, socket);
      else socket.destroy(error);
    });
    // Not listening by itself, it learns this way that its timeouts run.
    front.on("listening", () => secure.emit("listening"));

    // What Node's own http.Server does with a connection, now after the look at its first byte.
    const plainConnection = front.listeners("connection") as ((socket: Socket) => void)[];
    front.removeAllListeners("connection");
    const cutAll = trackSockets(front);
    front.on("connection", (socket) => {
      firstByte(socket, silenceMs, (byte) => {
        // TLS takes the bytes that were looked at out of the paused socket by itself.
        if (byte === tlsHandshake) secure.emit("connection", socket);
        else {
          for (const listener of plainConnection) listener.call(front, socket);
          socket.resume();
        }
      });
    });
    return closingBoth(front, secure, cutAll, graceMs);
  },
});

/** Makes the front's closing calls cover the TLS side too, and bounds how long a close may take. */
const closingBoth = (front: Server, secure: Server, cutAll: () => void, graceMs: number): Server => {
  const close = front.close.bind(front);
  const closeIdle = front.closeIdleConnections.bind(front);
  const closeBothIdle = (): void => {
    closeIdle();
    secure.closeIdleConnections();
  };
  return Object.assign(front, {
    close: (done?: (error?: Error) => void): Server => {
      // Connections fall idle one by one as their last answers go out; Node looks only once.
      const sweep = setInterval(closeBothIdle, 20);
      const cut = setTimeout(cutAll, graceMs);
      // Says that it was not listening, which is so; but it stops its timers and lets idle connections go.
      secure.close(() => undefined);
      return close((error) => {
        clearInterval(sweep);
        clearTimeout(cut);
        done?.(error);
      });
    },
    closeAllConnections: cutAll,
    closeIdleConnections: closeBothIdle,
  });
};
