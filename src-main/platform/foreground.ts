import { readFile } from "node:fs/promises";
import { quickCommand } from "./quick-command.ts";

/** Of Linux's `/proc/<pid>/stat` (proc(5)): whether the process's group is the one in front of its terminal. */
export const isForegroundStat = (stat: string): boolean => {
  // The program's name stands in parentheses and may hold anything.
  const [, , group, , , front] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return group !== undefined && group === front;
};

/** Whether this process may read its terminal without being stopped for it. */
export const isInForeground = async (): Promise<boolean> => {
  if (process.platform === "win32") return true;
  if (process.platform === "linux") return isForegroundStat(await readFile("/proc/self/stat", "utf8").catch(() => ""));
  return (await quickCommand("ps", ["-o", "stat=", "-p", String(process.pid)])).includes("+");
};
