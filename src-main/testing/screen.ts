import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { StreamFrame } from "#contract/stream.ts";
import { until } from "./turns.ts";

/** A screen that listens to the hub's stream over a real connection. */
export interface Screen {
  socket: WebSocket;
  /** What came so far, in order. */
  frames: StreamFrame[];
  /** Resolves with the first frame of this type that came or comes. */
  first<T extends StreamFrame["type"]>(type: T): Promise<Extract<StreamFrame, { type: T }>>;
  /** Resolves when so many frames have come. */
  has(count: number): Promise<StreamFrame[]>;
  /** Resolves with the code when the connection ended. */
  closed: Promise<number>;
  say(word: unknown): void;
}

interface StreamRequest {
  /** Host and port of the hub. */
  host: string;
  cookie?: string;
  since?: number | string;
  headers?: Record<string, string>;
}

const dial = ({ host, cookie, since, headers }: StreamRequest): WebSocket =>
  new WebSocket(`ws://${host}/v1/people/stream${since === undefined ? "" : `?since=${since}`}`, {
    headers: { origin: `http://${host}`, ...(cookie === undefined ? {} : { cookie }), ...headers },
  });

/** Opens a screen's stream and waits for its first frame; it ends with the test. */
export const openScreen = async (request: StreamRequest): Promise<Screen> => {
  const socket = dial(request);
  onTestFinished(() => socket.terminate());
  const frames: StreamFrame[] = [];
  socket.on("message", (data: Buffer) => frames.push(JSON.parse(data.toString()) as StreamFrame));
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await new Promise((resolve, reject) => {
    socket.once("open", resolve).once("error", reject);
  });
  const has = async (count: number) => {
    await until(() => frames.length >= count, `the frame number ${count}`);
    return frames;
  };
  await has(1);
  return {
    socket,
    frames,
    closed,
    has,
    async first(type) {
      await until(() => frames.some((frame) => frame.type === type), `a ${type} frame`);
      return frames.find((frame) => frame.type === type) as never;
    },
    say: (word) => socket.send(typeof word === "string" ? word : JSON.stringify(word)),
  };
};

/** The status with which the hub refuses a stream. */
export const refusedStream = (request: StreamRequest): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = dial(request);
    socket.on("unexpected-response", (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on("error", () => {});
    socket.on("open", () => {
      socket.terminate();
      reject(new Error("the stream was opened"));
    });
  });
