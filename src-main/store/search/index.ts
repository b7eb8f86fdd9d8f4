import type { Logger } from "../../core/ports.ts";
import type { SearchIndex, SearchRequest } from "../../core/store.ts";
import type { FromWorker } from "./protocol.ts";
import { type Answer, requests } from "./requests.ts";
import { supervise } from "./supervisor.ts";

type Question = { type: "find"; request: SearchRequest } | { type: "catch-up" };

export interface SearchOptions {
  /** The store's database; it must be there. */
  storeFile: string;
  /** The index's own database; made when it is not there. */
  searchFile: string;
  /** The worker's program; the one beside this file when left out. */
  worker?: URL;
  logger?: Logger;
  /** The pause before a worker that ended is started again; it doubles each time. */
  restartPauseMs?: number;
}

const besideThis = (): URL => {
  const isSource = import.meta.url.endsWith(".ts");
  return new URL(isSource ? "./worker.ts" : "./search-worker.js", import.meta.url);
};

/**
 * Starts the full-text index in a thread of its own. Resolves once it can be asked; it may still be catching up. When
 * its worker can't run, searches are refused with `unavailable` and the rest of the hub goes on.
 */
export const openSearch = async (options: SearchOptions): Promise<SearchIndex> => {
  const { storeFile, searchFile, worker = besideThis(), logger } = options;
  const told = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const open = requests();

  const receive = (message: FromWorker): void => {
    if (message.type === "log") logger?.[message.level](message.fields, message.text);
    if (message.type === "found" || message.type === "caught-up") open.answer(message);
    if (message.type !== "failed") return;
    logger?.warn({ error: message.why }, "The search worker could not answer.");
    open.fail(message.id);
  };

  const input = { storeFile, searchFile, told };
  const supervisor = supervise({
    url: worker,
    input,
    logger,
    firstPauseMs: options.restartPauseMs,
    onMessage: receive,
    onEnd: () => open.failAll(),
  });
  const ask = (question: Question): Promise<Answer> =>
    open.ask((id) => {
      if (!supervisor.send({ ...question, id })) open.fail(id);
    });

  await supervisor.started;
  return {
    async find(request) {
      const answer = await ask({ type: "find", request });
      if (answer.type !== "found") throw new Error(`The search worker answered ${answer.type} to a search.`);
      return answer.found;
    },
    follow() {
      // One message is enough until the worker begins to take in: this is called after each commit.
      if (Atomics.exchange(told, 0, 1) === 0) supervisor.send({ type: "follow" });
    },
    async caughtUp() {
      await ask({ type: "catch-up" });
    },
    close: () => supervisor.close(),
  };
};
