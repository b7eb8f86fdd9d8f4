import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { z } from "zod";
import { writeFileAtomic } from "./atomic-file.ts";

const Running = z.object({ pid: z.number().int().positive(), url: z.string().nullable() });
/** The hub that holds a data folder; `url` is null until its port is open. */
export type Running = z.infer<typeof Running>;

export interface HomeLock {
  /** Lets others know where the hub that holds the folder is reached. */
  tell(url: string): Promise<void>;
  release(): Promise<void>;
}

const lockPath = (home: string): string => join(home, "hub.lock");
const notePath = (home: string): string => join(home, "running.json");

const readNote = async (home: string): Promise<Running | null> => {
  try {
    return Running.parse(JSON.parse(await readFile(notePath(home), "utf8")));
  } catch {
    return null;
  }
};

/**
 * SQLite's exclusive lock is the operating system's own, on every platform: it ends with the process, however that
 * ends. Null when another holds it.
 */
const hold = (home: string, patienceMs: number): Database.Database | null => {
  const handle = new Database(lockPath(home), { timeout: patienceMs });
  try {
    handle.pragma("journal_mode = MEMORY");
    handle.exec("BEGIN EXCLUSIVE");
    return handle;
  } catch (error) {
    handle.close();
    if ((error as { code?: string }).code?.startsWith("SQLITE_BUSY")) return null;
    throw error;
  }
};

const taken = (home: string, by: Running | null): Error => {
  const known = [by && `pid ${by.pid}`, by?.url].filter(Boolean).join(", ");
  return new Error(
    `Another Muster hub${known ? ` (${known})` : ""} already uses the data folder ${home}. ` +
      "Stop it first, or choose another folder with --home.",
  );
};

/** Takes the data folder for this process; throws with the holder's pid when another hub has it. */
export const lockHome = async (home: string, pid = process.pid): Promise<HomeLock> => {
  // Whoever only looks for a running hub holds it for a moment.
  const handle = hold(home, 250);
  if (!handle) throw taken(home, await readNote(home));
  const note = async (url: string | null): Promise<void> =>
    writeFileAtomic(notePath(home), `${JSON.stringify({ pid, url } satisfies Running)}\n`);
  await note(null);
  return {
    tell: note,
    release: async () => {
      if (!handle.open) return;
      await rm(notePath(home), { force: true });
      handle.close();
    },
  };
};

/** The hub that runs in this data folder now; null when there is none. */
export const runningHub = async (home: string): Promise<Running | null> => {
  if (!existsSync(lockPath(home))) return null;
  const handle = hold(home, 0);
  if (!handle) return readNote(home);
  handle.close();
  return null;
};
