import type { Logger } from "../core/ports.ts";
import { boundInteger } from "./bound.ts";
import type { Db } from "./db.ts";

/** A few milliseconds of work. */
const MESSAGES_A_SLICE = 250;

/** Makes the function that deletes a slice of what removed discussions left; false when nothing is left. */
export const sweepSlice = (db: Db): (() => boolean) => {
  const next = db.prepare<[], { key: number; discussionKey: number }>(
    "SELECT key, discussion_key AS discussionKey FROM removed_discussions WHERE is_swept = 0 ORDER BY key LIMIT 1",
  );
  const remove = db.prepare<[number, number]>(
    `DELETE FROM messages WHERE global_seq IN
       (SELECT global_seq FROM messages WHERE discussion_key = ${boundInteger} LIMIT ${boundInteger})`,
  );
  const finish = db.prepare<[number]>("UPDATE removed_discussions SET is_swept = 1 WHERE key = ?");
  return () => {
    const removed = next.get();
    if (removed === undefined) return false;
    const { changes } = remove.run(removed.discussionKey, MESSAGES_A_SLICE);
    if (changes < MESSAGES_A_SLICE) finish.run(removed.key);
    return true;
  };
};

/**
 * Deletes the messages of removed discussions slice by slice, each in a write of its own, so that removing a hundred
 * thousand of them holds nobody up. What a stop or a full disk leaves is done after the next start or removal.
 */
export const sweeper = (slice: () => Promise<boolean>, logger?: Logger) => {
  let running: Promise<void> | undefined;
  const state = { isAsked: false, isClosed: false };

  const run = async (): Promise<void> => {
    try {
      while (state.isAsked && !state.isClosed) {
        state.isAsked = false;
        // One after the other, with others' writes in between
        while (!state.isClosed && (await slice()));
      }
    } catch (error) {
      logger?.warn({ err: error }, "Messages of a removed session could not be deleted yet.");
    }
  };

  return {
    /** Begins, or looks again when it is done with what it is at. */
    start(): void {
      state.isAsked = true;
      running ??= run().finally(() => {
        running = undefined;
      });
    },
    async close(): Promise<void> {
      state.isClosed = true;
      await running;
    },
  };
};
