import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";

// Windows refuses to replace a file for the moment in which another process has it open.
const busy = new Set(["EPERM", "EACCES", "EBUSY"]);
const replace = (from: string, to: string, triesLeft = process.platform === "win32" ? 20 : 0): void => {
  try {
    renameSync(from, to);
  } catch (error) {
    if (triesLeft === 0 || !busy.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    replace(from, to, triesLeft - 1);
  }
};

/** Writes a file that only this user can read, in a folder that only they can open: all of it, or nothing changes. */
export const keepFile = (path: string, text: string): void => {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
  const handle = openSync(draft, "wx", 0o600);
  try {
    try {
      const bytes = Buffer.from(text);
      for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    replace(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
};
