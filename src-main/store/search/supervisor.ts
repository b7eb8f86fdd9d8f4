import { Worker } from "node:worker_threads";
import type { Logger } from "../../core/ports.ts";
import { post } from "./post.ts";
import type { FromWorker, ToWorker, WorkerInput } from "./protocol.ts";

const MOST_RESTARTS = 5;
const FIRST_PAUSE_MS = 100;
/** A worker that lived this long was well; its end counts as the first again. */
const WELL_AFTER_MS = 60_000;

export interface Supervisor {
  /** Resolves when the first worker is ready or has ended. */
  started: Promise<void>;
  /** False when no worker is there to take the message. */
  send(message: ToWorker): boolean;
  close(): Promise<void>;
}

interface Options {
  url: URL;
  input: WorkerInput;
  logger: Logger | undefined;
  firstPauseMs: number | undefined;
  onMessage(message: FromWorker): void;
  /** The worker ended; what was asked of it gets no answer. */
  onEnd(): void;
}

/** Keeps the search worker running: one that ends by itself is started again, a few times, with growing pauses. */
export const supervise = ({
  url,
  input,
  logger,
  firstPauseMs = FIRST_PAUSE_MS,
  onMessage,
  onEnd,
}: Options): Supervisor => {
  const started = Promise.withResolvers<void>();
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let restarts = 0;

  const restart = (livedMs: number): void => {
    restarts = livedMs > WELL_AFTER_MS ? 1 : restarts + 1;
    if (restarts <= MOST_RESTARTS) timer = setTimeout(start, firstPauseMs * 2 ** (restarts - 1));
    else logger?.error({ restarts: MOST_RESTARTS }, "The search worker keeps ending; search is off until a restart.");
  };

  const start = (): void => {
    const startedAt = performance.now();
    Atomics.store(input.told, 0, 0);
    worker = new Worker(url, { workerData: input, name: "search" });
    worker.on("message", (message: FromWorker) => {
      if (message.type === "ready") started.resolve();
      onMessage(message);
    });
    worker.on("error", (error) => logger?.error({ err: error }, "The search worker failed."));
    worker.on("exit", (code) => {
      worker = undefined;
      onEnd();
      started.resolve();
      if (isClosed) return;
      logger?.warn({ code }, "The search worker ended by itself.");
      restart(performance.now() - startedAt);
    });
  };

  start();
  return {
    started: started.promise,
    send(message) {
      if (worker === undefined) return false;
      post(worker, message);
      return true;
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      if (worker === undefined) return;
      const ended = new Promise((resolve) => worker?.once("exit", resolve));
      post<ToWorker>(worker, { type: "close" });
      await ended;
    },
  };
};
