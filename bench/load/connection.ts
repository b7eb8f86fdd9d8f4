import { connect } from "node:net";
import { answerReader } from "./answers.ts";

export interface Answer {
  status: number;
  body: string;
}

/** A kept-alive connection that carries one request after the other, at little cost to the one who asks. */
export interface Connection {
  send(request: Buffer): void;
  /** Sends a request and resolves with its answer. */
  ask(request: Buffer): Promise<Answer>;
  close(): void;
}

/**
 * Opens a connection. `onAnswer` is told of each answer that nobody asked for with `ask`. A server that ends the
 * connection by itself ends the bench: nothing that follows could be trusted.
 */
export const openConnection = (
  port: number,
  onAnswer: (status: number, body: Buffer) => void = () => {},
): Promise<Connection> =>
  new Promise((resolve, reject) => {
    let waiting: ((answer: Answer) => void) | undefined;
    const read = answerReader((status, body) => {
      if (waiting === undefined) return onAnswer(status, body);
      const tell = waiting;
      waiting = undefined;
      tell({ status, body: body.toString() });
    });
    const socket = connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(16 * 1024),
        callback: (size, buffer) => {
          read((buffer as Buffer).subarray(0, size));
          return true;
        },
      },
    });
    socket.once("error", reject);
    let isOurs = false;
    socket.once("close", () => {
      if (!isOurs) throw new Error("A server closed a connection of the bench.");
    });
    socket.once("connect", () =>
      resolve({
        send: (request) => socket.write(request),
        ask: (request) =>
          new Promise((answered) => {
            waiting = answered;
            socket.write(request);
          }),
        close() {
          isOurs = true;
          socket.destroy();
        },
      }),
    );
  });
