import type { Socket } from "node:net";
import { UnreachableError } from "#client/errors.ts";
import type { HttpAnswer, HttpRequest } from "#client/client.ts";
import { createAnswerReader } from "./answer.ts";
import { isUnreachable } from "../errors.ts";

const reasons: Record<string, UnreachableError["reason"]> = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  EHOSTDOWN: "refused",
  ETIMEDOUT: "timeout",
  ENOTFOUND: "address",
  EAI_AGAIN: "address",
};

/** What went wrong on the way, as the client knows it. */
export const asUnreachable = (error: unknown): UnreachableError => {
  if (isUnreachable(error)) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  return new UnreachableError(reasons[code] ?? "broken", code || message, { cause: error });
};

/** The bytes of a request whose connection ends after the answer. */
const writeRequest = ({ method, path, headers, body }: HttpRequest, host: string): string => {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${host}`, "connection: close"];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (body !== undefined || method !== "GET") lines.push(`content-length: ${Buffer.byteLength(body ?? "")}`);
  return `${lines.join("\r\n")}\r\n\r\n${body ?? ""}`;
};

/**
 * Sends one request over an open socket and reads the answer; the socket is gone afterwards. Throws `UnreachableError`,
 * or the signal's reason when it is aborted.
 */
export const exchange = (
  socket: Socket,
  request: HttpRequest,
  options: { host: string; answerMilliseconds: number },
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const reader = createAnswerReader();
    const { signal } = request;
    let isOver = false;
    const finish = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      socket.destroy();
      settle();
    };
    const fail = (error: unknown) => finish(() => reject(asUnreachable(error)));
    const stop = () => finish(() => reject(signal?.reason as Error));
    const take = (piece: Buffer | undefined) => {
      if (isOver) return;
      try {
        const answer = reader.push(piece);
        if (answer) finish(() => resolve(answer));
        else if (!piece) fail(new UnreachableError("broken", "the connection ended before the answer"));
      } catch (error) {
        fail(new UnreachableError("broken", (error as Error).message, { cause: error }));
      }
    };
    const late = () => fail(new UnreachableError("timeout", "no answer in time"));
    const timer = setTimeout(late, options.answerMilliseconds);
    if (signal?.aborted) {
      stop();
      return;
    }
    signal?.addEventListener("abort", stop);
    const ended = () => take(undefined);
    socket.on("data", take).on("end", ended).on("close", ended).on("error", fail);
    // A hub that vanished without a word (sleep, a pulled cable) is noticed within a minute.
    socket.setKeepAlive(true, 20_000);
    socket.write(writeRequest(request, options.host));
  });
