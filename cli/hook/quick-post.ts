import { connect } from "node:net";
import { UnreachableError } from "#client/errors.ts";
import { type Address, hostOf } from "../config/address.ts";

const connectMilliseconds = 300;
const answerMilliseconds = 1500;

export interface QuickAnswer {
  readonly status: number;
  readonly body: string;
}

/** A plain connection to the hub that is being opened, for one request. */
export interface QuickPost {
  /** Sends a JSON body. Throws `UnreachableError` when no answer comes within a second and a half. */
  send(path: string, headers: string, body: string): Promise<QuickAnswer>;
}

const readAnswer = async (bytes: Buffer, hasEnded: boolean): Promise<QuickAnswer | undefined> => {
  const end = bytes.indexOf("\r\n\r\n");
  const head = end < 0 ? "" : bytes.toString("latin1", 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const whole = end + 4 + Number(length);
    if (bytes.length >= whole)
      return { status: Number(head.slice(9, 12)), body: bytes.toString("utf8", end + 4, whole) };
  }
  if (!hasEnded) return undefined;
  // In chunks, or until the end: not as the hub answers, but what stands before it may.
  const { createAnswerReader } = await import("../http/answer.ts");
  const reader = createAnswerReader();
  return reader.push(bytes) ?? reader.push(undefined);
};

/**
 * Opens a plain connection while other things are done. What every call of a hook needs, without the command line's client, whose
 * parts would cost it a tenth of its time.
 */
export const openQuickPost = (address: Address): QuickPost => {
  const { host, port } = address;
  const socket = connect({ host, port, noDelay: true });
  const pieces: Buffer[] = [];
  let failure: Error | undefined;
  let settle: ((answer: QuickAnswer | undefined) => void) | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    socket.destroy();
    settle?.(undefined);
  };
  let timer = setTimeout(() => fail(new UnreachableError("timeout", "no connection in time")), connectMilliseconds);
  const look = async (hasEnded: boolean) => {
    try {
      const bytes = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
      const answer = await readAnswer(bytes, hasEnded);
      if (answer) settle?.(answer);
      else if (hasEnded) fail(new UnreachableError("broken", "the connection ended before the answer"));
    } catch (error) {
      fail(new UnreachableError("broken", (error as Error).message, { cause: error }));
    }
  };
  socket.on("connect", () => {
    clearTimeout(timer);
    timer = setTimeout(() => fail(new UnreachableError("timeout", "no answer in time")), answerMilliseconds);
  });
  socket.on("data", (piece: Buffer) => {
    pieces.push(piece);
    void look(false);
  });
  socket.on("end", () => void look(true));
  socket.on("error", (error: NodeJS.ErrnoException) =>
    fail(new UnreachableError("refused", error.code ?? error.message)),
  );
  return {
    send: (path, headers, body) =>
      new Promise((resolve, reject) => {
        settle = (answer) => {
          clearTimeout(timer);
          settle = undefined;
          // The hub ends the connection; to destroy it here would cost what the end of the process costs anyway.
          if (answer) resolve(answer);
          else reject(failure);
        };
        if (failure) settle(undefined);
        else {
          const length = Buffer.byteLength(body);
          const lines = `POST ${path} HTTP/1.1\r\nhost: ${hostOf(address)}\r\nconnection: close\r\n${headers}`;
          socket.write(`${lines}content-length: ${length}\r\n\r\n${body}`);
        }
      }),
  };
};
