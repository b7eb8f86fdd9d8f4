import { mkdirSync, readFileSync, rmSync, unwatchFile, watchFile, writeFileSync } from "node:fs";
import { join } from "node:path";

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const holderOf = (file: string): number | null => {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : null;
  } catch {
    return null;
  }
};

const take = (file: string): boolean => {
  if (holderOf(file) === null) rmSync(file, { force: true });
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    return false;
  }
};

/**
 * One process for each folder, as Electron keeps it. Returns the way to give the lock back, or null when another
 * process holds it; that one's `onSecond` is called then.
 */
export const takeInstanceLock = (folder: string, onSecond: () => void): (() => void) | null => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "double.lock");
  const knock = join(folder, "double.knock");
  if (!take(file)) {
    writeFileSync(knock, String(process.pid));
    return null;
  }
  watchFile(knock, { interval: 100, persistent: false }, (now) => {
    if (now.mtimeMs > 0) onSecond();
  });
  return () => {
    unwatchFile(knock);
    rmSync(knock, { force: true });
    rmSync(file, { force: true });
  };
};
