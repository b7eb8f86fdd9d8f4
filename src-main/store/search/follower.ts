import { setImmediate as nextTurn } from "node:timers/promises";

/** Waiting this long lets one step take in many messages, and nobody searches for what was written just now. */
const REST_MS = 100;
const RETRY_MS = 5000;

export interface Follower {
  /** There is something new: takes it in soon, and tries again later if that fails. */
  follow(): void;
  /** Takes in everything now; resolves when it is done. */
  catchUp(): Promise<void>;
  close(): void;
}

/**
 * Decides when steps are taken: a rest after news so that they come in bulk, then step by step, with a turn of the
 * event loop between two for searches. `step` says whether it did anything.
 */
export const follower = (begin: () => void, step: () => boolean): Follower => {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  const state = { isClosed: false };

  const stepAll = async () => {
    begin();
    while (!state.isClosed && step()) await nextTurn();
  };

  const run = async (): Promise<void> => {
    // A run that is under way may have looked before the news came.
    await running?.catch(() => {});
    running ??= stepAll().finally(() => {
      running = undefined;
    });
    return running;
  };

  const runAfter = (ms: number): void => {
    if (timer !== undefined || state.isClosed) return;
    timer = setTimeout(() => {
      timer = undefined;
      run().catch(() => runAfter(RETRY_MS));
    }, ms);
  };

  return {
    follow: () => runAfter(REST_MS),
    catchUp: run,
    close() {
      state.isClosed = true;
      clearTimeout(timer);
    },
  };
};
