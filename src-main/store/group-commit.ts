import type { Logger } from "../core/ports.ts";
import { batchRunner } from "./batch.ts";
import type { Db } from "./db.ts";
import { diskFailure, unavailable } from "./failures.ts";
import type { Outcome, Work } from "./turn-guard.ts";

interface Unit<Tx> {
  work: Work<Tx>;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

export interface GroupCommit<Tx> {
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Resolves when everything that was asked for before is on disk; what comes later is refused. */
  close(): Promise<void>;
}

const settle = <Tx>({ resolve, reject }: Unit<Tx>, outcome: Outcome | undefined) => {
  if (outcome?.ok) resolve(outcome.value as never);
  else reject(outcome?.error);
};

/** Says once that the disk fails, and once that it is well again. */
const failureLog = (logger?: Logger) => {
  let isFailing = false;
  return {
    failed(error: unknown) {
      if (!isFailing) logger?.error({ err: error }, "The disk does not take writes; they are refused until it does.");
      isFailing = true;
    },
    succeeded() {
      if (isFailing) logger?.info({}, "The disk takes writes again.");
      isFailing = false;
    },
  };
};

/**
 * Runs units of work one after the other over one writing connection. All that were asked for in the same turn of
 * the event loop share one transaction and so one sync of the disk, and what arrives during a commit goes into the
 * next; there is no time window. Each unit sees the changes of those before it; one that throws undoes only its own.
 */
export const groupCommit = <Tx extends object>(
  db: Db,
  tx: Tx,
  logger?: Logger,
  onUndone?: () => void,
): GroupCommit<Tx> => {
  const runBatch = batchRunner(db, tx, onUndone);
  const log = failureLog(logger);
  let queue: Unit<Tx>[] = [];
  let isScheduled = false;
  let isClosed = false;
  let onIdle: (() => void) | undefined;

  const schedule = () => {
    setImmediate(() => void commitQueue());
  };

  const commitQueue = async (): Promise<void> => {
    const units = queue;
    queue = [];
    try {
      const outcomes = await runBatch(units.map(({ work }) => work));
      log.succeeded();
      for (const [index, unit] of units.entries()) settle(unit, outcomes[index]);
    } catch (error) {
      const reason = diskFailure(error);
      if (reason !== undefined) log.failed(error);
      const told = reason === undefined ? error : unavailable(reason, error);
      for (const unit of units) unit.reject(told);
    }
    if (queue.length > 0) schedule();
    else {
      isScheduled = false;
      onIdle?.();
    }
  };

  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(unavailable("the hub is closing"));
        queue.push({ work, resolve, reject });
        if (isScheduled) return;
        isScheduled = true;
        schedule();
      }),
    close() {
      isClosed = true;
      if (!isScheduled) return Promise.resolve();
      return new Promise((resolve) => {
        onIdle = resolve;
      });
    },
  };
};
