import { statSync } from "node:fs";
import type { Db } from "../db.ts";

const PAUSE_MS = 250;
/** From this many pages (16 MiB) the log is begun again; it is then overwritten, which is cheaper than growing it. */
const RESTART_PAGES = 4096;
/** A file of this size, left from a burst, is cut. */
const TRUNCATE_BYTES = 64 * 1024 * 1024;
/** So few pages that the writer, which is locked out meanwhile, hardly notices. */
const FEW_PAGES = 500;

export interface CheckpointOptions {
  now?: () => number;
  restartPages?: number;
  truncateBytes?: number;
}

interface Result {
  /** Pages in the log, and how many of them are in the database too. */
  log: number;
  checkpointed: number;
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Moves the store's write-ahead log into its database, over the worker's connection, so that no commit of the hub
 * waits for it. A busy writer appends while pages are moved, so the log would never be wholly moved and begin again:
 * when it is long, the last few pages are moved with the writer locked out for that moment.
 */
export const checkpoints = (db: Db, storeFile: string, options: CheckpointOptions = {}) => {
  const { now = () => performance.now(), restartPages = RESTART_PAGES, truncateBytes = TRUNCATE_BYTES } = options;
  let last = Number.NEGATIVE_INFINITY;

  const checkpoint = (mode: "PASSIVE" | "RESTART" | "TRUNCATE"): Result =>
    (db.pragma(`wal_checkpoint(${mode})`) as Result[])[0] ?? { log: 0, checkpointed: 0 };

  const moveMost = (): Result => {
    let result = checkpoint("PASSIVE");
    for (let tries = 0; tries < 3 && result.log - result.checkpointed > FEW_PAGES; tries += 1) {
      result = checkpoint("PASSIVE");
    }
    return result;
  };

  return {
    /** Runs one if the last was not just now; says whether it did. */
    run(): boolean {
      if (now() - last < PAUSE_MS) return false;
      const { log } = moveMost();
      if (sizeOf(`${storeFile}-wal`) > truncateBytes) checkpoint("TRUNCATE");
      else if (log > restartPages) checkpoint("RESTART");
      last = now();
      return true;
    },
  };
};
