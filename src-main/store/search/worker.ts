import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Logger } from "../../core/ports.ts";
import { checkpoints } from "./checkpoints.ts";
import { follower } from "./follower.ts";
import { liveIndex } from "./live-index.ts";
import type { FromWorker, ToWorker, WorkerInput } from "./protocol.ts";
import { post } from "./post.ts";
import { openSource } from "./source.ts";

// Entry of the worker thread that keeps the full-text index and answers searches.

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

const remoteLogger = (say: (message: FromWorker) => void): Logger => {
  const at =
    (level: "info" | "warn" | "error"): Logger["info"] =>
    ({ err, ...fields }, text) =>
      say({ type: "log", level, fields: err === undefined ? fields : { ...fields, error: words(err) }, text });
  return { info: at("info"), warn: at("warn"), error: at("error") };
};

const start = (port: MessagePort, { storeFile, searchFile, told }: WorkerInput): void => {
  const say = (message: FromWorker) => post(port, message);
  const log = remoteLogger(say);
  const source = openSource(storeFile);
  const index = liveIndex(searchFile, source, log);
  const checkpoint = checkpoints(source.db, storeFile);

  const step = (): boolean => {
    try {
      const didSomething = index.step();
      checkpoint.run();
      return didSomething;
    } catch (error) {
      log.warn({ err: error }, "The search index could not take in what is new; trying again.");
      throw error;
    }
  };
  const follow = follower(() => Atomics.store(told, 0, 0), step);

  const answer = async (message: Extract<ToWorker, { id: number }>): Promise<FromWorker> => {
    const { id } = message;
    try {
      if (message.type === "find") return { type: "found", id, found: index.find(message.request) };
      await follow.catchUp();
      return { type: "caught-up", id };
    } catch (error) {
      return { type: "failed", id, why: words(error) };
    }
  };

  const close = () => {
    follow.close();
    index.close();
    source.close();
    port.close();
  };

  port.on("message", (message: ToWorker) => {
    if (message.type === "follow") follow.follow();
    else if (message.type === "close") close();
    else void answer(message).then(say);
  });
  say({ type: "ready" });
  follow.follow();
};

if (parentPort) start(parentPort, workerData as WorkerInput);
