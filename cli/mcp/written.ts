import { once } from "node:events";
import type { RequestId, Transport } from "@modelcontextprotocol/server";

/** Tells when the answer to a request has left the process. */
export interface Written {
  readonly transport: Transport;
  /** Calls `then` once the result of the request was written; never when it was cancelled or could not be written. */
  after(request: RequestId, then: () => Promise<void>): void;
  /** Settles when the transport is closed and all that was to be done after writing is done. */
  readonly closed: Promise<void>;
}

export const noteWritten = (transport: Transport): Written => {
  const waiting = new Map<RequestId, () => Promise<void>>();
  const running = new Set<Promise<void>>();
  const send = transport.send.bind(transport);
  const close = transport.close.bind(transport);
  const over = new AbortController();
  const closed = once(over.signal, "abort");
  const start = (then: () => Promise<void>) => {
    const run = then().finally(() => running.delete(run));
    running.add(run);
  };
  transport.send = async (message, options) => {
    await send(message, options);
    if (!("id" in message) || message.id === undefined || "method" in message) return;
    const then = waiting.get(message.id);
    waiting.delete(message.id);
    if (then && "result" in message) start(then);
  };
  transport.close = async () => {
    await close();
    over.abort();
  };
  return {
    transport,
    after: (request, then) => void waiting.set(request, then),
    closed: closed.then(() => Promise.allSettled(running)).then(() => undefined),
  };
};
