import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** A lock that is held; `touch` shows that its holder lives. */
export interface Held {
  touch(): void;
  release(): void;
}

// Longer than anything a holder does between two touches.
const staleMilliseconds = 60_000;

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

const isStale = (path: string) => {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    const age = Date.now() - statSync(path).mtimeMs;
    return age > staleMilliseconds || (pid > 0 && !isAlive(pid));
  } catch {
    return false;
  }
};

const claim = (path: string): boolean => {
  try {
    const handle = openSync(path, "wx", 0o600);
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    // Windows answers EPERM while a removed file is still open elsewhere.
    if (code === "EEXIST" || code === "EPERM" || code === "EBUSY") return false;
    throw error;
  }
};

/**
 * Takes the lock file at once, or answers undefined when another process holds it. A holder that died is put aside. Two
 * processes may in a rare moment both put it aside and both hold: what is guarded here must bear that.
 */
export const takeLock = (path: string): Held | undefined => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!claim(path)) {
    if (!isStale(path)) return undefined;
    rmSync(path, { force: true });
    if (!claim(path)) return undefined;
  }
  return {
    touch() {
      try {
        utimesSync(path, new Date(), new Date());
      } catch {
        // Someone put it aside: the work goes on, as the note above allows.
      }
    },
    release: () => rmSync(path, { force: true }),
  };
};

/** Takes the lock, asking again for up to `waitMilliseconds`. */
export const waitForLock = async (
  path: string,
  pause: (milliseconds: number) => Promise<void>,
  waitMilliseconds: number,
): Promise<Held | undefined> => {
  const until = Date.now() + waitMilliseconds;
  for (;;) {
    const held = takeLock(path);
    if (held || Date.now() >= until) return held;
    await pause(20);
  }
};
