import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a second start hands over to the first. */
export interface SecondStart {
  argv: string[];
  cwd: string;
  data: unknown;
}

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

const knockName = "double.knock.";

const knock = (folder: string, data: unknown) => {
  const start: SecondStart = { argv: process.argv, cwd: process.cwd(), data };
  const written = join(folder, `double.knocking.${process.pid}`);
  writeFileSync(written, JSON.stringify(start));
  // Whoever sees the name sees all of it.
  renameSync(written, join(folder, `${knockName}${process.pid}`));
};

const readKnocks = (folder: string, onSecond: (start: SecondStart) => void) => {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(knockName)) continue;
    const text = readFileSync(join(folder, name), "utf8");
    rmSync(join(folder, name), { force: true });
    onSecond(JSON.parse(text) as SecondStart);
  }
};

/**
 * One process for each folder, as Electron keeps it. Returns the way to give the lock back, or null when another
 * process holds it; that one's `onSecond` is called then, with what this one was started with.
 */
export const takeInstanceLock = (
  folder: string,
  data: unknown,
  onSecond: (start: SecondStart) => void,
): (() => void) | null => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "double.lock");
  if (!take(file)) {
    knock(folder, data);
    return null;
  }
  const watcher = watch(folder, { persistent: false }, () => readKnocks(folder, onSecond));
  watcher.on("error", () => undefined);
  return () => {
    watcher.close();
    rmSync(file, { force: true });
  };
};
