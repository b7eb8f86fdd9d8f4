import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
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

// A holder writes its number at once; one that was killed before never does.
const namelessMilliseconds = 5000;

const isStale = (path: string) => {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    const age = Date.now() - statSync(path).mtimeMs;
    if (pid === 0) return age > namelessMilliseconds;
    return age > staleMilliseconds || !isAlive(pid);
  } catch {
    return false;
  }
};

/** Whether a process that lives holds the lock; its number alone may be another one's by now, e.g. after a restart. */
export const isHeld = (path: string): boolean => existsSync(path) && !isStale(path);

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

/** Puts a dead holder's lock aside. One process at a time does: a second one would take away what the first then claims. */
const putAside = (path: string): void => {
  const guard = `${path}.aside`;
  if (!claim(guard)) {
    if (isStale(guard)) rmSync(guard, { force: true });
    return;
  }
  try {
    if (isStale(path)) rmSync(path, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
};

/**
 * Takes the lock file at once, or answers undefined when another process holds it. A holder that died is put aside, also one
 * that was killed. Who works for more than a minute without a touch counts as dead.
 */
export const takeLock = (path: string): Held | undefined => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!claim(path)) {
    if (!isStale(path)) return undefined;
    putAside(path);
    if (!claim(path)) return undefined;
  }
  return {
    touch() {
      try {
        utimesSync(path, new Date(), new Date());
      } catch {
        // Someone put it aside, so the work took too long: it goes on all the same.
      }
    },
    release: () => rmSync(path, { force: true }),
  };
};

/** Shows that the holder lives for as long as its work lasts; call the result when it is over. */
export const keepTouching = (held: Held): (() => void) => {
  const timer = setInterval(held.touch, staleMilliseconds / 4);
  timer.unref();
  return () => clearInterval(timer);
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
