import type { Logger } from "../ports.ts";
import type { Batch, Journal } from "./journal.ts";

export type Task = (batch: Batch) => Promise<void>;

/** Runs one thing after the other; those that wait share one write. */
export interface Tasks {
  add(task: Task): void;
  /** Resolves when nothing waits any more. */
  settled(): Promise<void>;
  /** What comes later is not done. */
  close(): Promise<void>;
}

export const createTasks = ({ journal, logger }: { journal: Journal; logger: Logger }): Tasks => {
  let waiting: Task[] = [];
  let running: Promise<void> | undefined;
  let isClosed = false;

  const runBatch = async () => {
    const tasks = waiting;
    waiting = [];
    const batch = journal.batch();
    for (const task of tasks) {
      // One that fails must not keep the others from a person.
      await task(batch).catch((error: unknown) => {
        logger.warn({ error: String(error) }, "it could not be decided who is to be notified");
      });
    }
    await batch.commit();
  };
  const runAll = async () => {
    try {
      while (waiting.length > 0) await runBatch();
    } finally {
      // In the turn in which nothing was found to wait any more: what comes later starts anew.
      running = undefined;
    }
  };
  return {
    add(task) {
      if (isClosed) return;
      waiting.push(task);
      running ??= runAll();
    },
    async settled() {
      // What runs may have more to do when it ends.
      for (let now = running; now !== undefined; now = running) await now;
    },
    async close() {
      isClosed = true;
      await running;
    },
  };
};
