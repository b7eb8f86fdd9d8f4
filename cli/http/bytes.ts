import { type IncomingMessage, request as send } from "node:http";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { problemOf } from "#client/client.ts";
import { UnreachableError } from "#client/errors.ts";
import { hostOf } from "../config/address.ts";
import type { Target } from "../config/target.ts";
import { asUnreachable } from "./exchange.ts";
import { openTo } from "./transport.ts";

/** Where the hub is, and the key to it. */
export type Way = Pick<Target, "address" | "key">;

export interface BytesRequest {
  method: "GET" | "POST";
  path: string;
  headers?: Record<string, string>;
  body?: AsyncIterable<Uint8Array>;
  signal?: AbortSignal | undefined;
}

const SILENT_MS = 60_000;
const mostWordsBytes = 64 * 1024;

const readWords = async (answer: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer) {
    pieces.push(piece as Buffer);
    size += (piece as Buffer).length;
    if (size > mostWordsBytes) break;
  }
  return Buffer.concat(pieces).toString();
};

/**
 * Sends a request whose body or answer is too large to be held in memory, and gives the answer to `read`. Throws
 * `ProblemError` for an error answer and `UnreachableError` when none came or it broke off.
 */
export const exchangeBytes = async <T>(
  way: Way,
  request: BytesRequest,
  read: (answer: IncomingMessage) => Promise<T>,
): Promise<T> => {
  const { method, path, headers = {}, body, signal } = request;
  const socket = await openTo(way.address, {}, signal);
  const end = () => socket.destroy();
  signal?.addEventListener("abort", end, { once: true });
  socket.setTimeout(SILENT_MS, () => socket.destroy(new UnreachableError("timeout", "no answer in time")));
  try {
    const call = send({
      method,
      path,
      createConnection: () => socket,
      headers: { ...headers, host: hostOf(way.address), authorization: `Bearer ${way.key}`, connection: "close" },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      call.once("response", resolve).on("error", reject);
    });
    // A hub that refuses says so before it has read everything; then its answer counts, not the broken upload.
    const sending = pipeline(body ? Readable.from(body) : Readable.from([]), call);
    const answer = await Promise.race([answered, sending.then(() => answered)]).catch(async (error: unknown) => {
      if (socket.destroyed) throw error;
      return answered;
    });
    sending.catch(() => undefined);
    const { statusCode: status = 0 } = answer;
    if (status >= 200 && status <= 299) return await read(answer);
    const after = Number(answer.headers["retry-after"]);
    const words = await readWords(answer);
    throw problemOf({ status, body: words, ...(Number.isFinite(after) ? { retryAfterSeconds: after } : {}) });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw isOnTheWay(error) ? asUnreachable(error) : error;
  } finally {
    signal?.removeEventListener("abort", end);
    socket.destroy();
  }
};

/** Whether the network, not this computer's disk or the hub's words, is what failed. */
const isOnTheWay = (error: unknown): boolean => {
  const { code = "", syscall = "" } = (error ?? {}) as NodeJS.ErrnoException;
  return /^(?:connect|read|write|shutdown)$/.test(syscall)
    ? true
    : /^(?:ECONN|EPIPE|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE|HPE_)/.test(code);
};
