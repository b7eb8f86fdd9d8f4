import { readFileSync } from "node:fs";

/** A running program. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Its name and arguments. */
  readonly words: readonly string[];
}

const ofProc = (pid: number): Process => {
  // The name in parentheses may hold anything, so what follows the last one counts (proc_pid_stat(5)).
  const [, parent] = readFileSync(`/proc/${pid}/stat`, "utf8").split(")").at(-1)?.trim().split(" ") ?? [];
  const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean);
  return { pid, parent: Number(parent), words };
};

const ofPs = (pid: number): Process | undefined => {
  // Loaded only where there is no /proc, and something may have to be started.
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const { stdout } = spawnSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8", timeout: 2000 });
  const [, parent, line = ""] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? "") ?? [];
  return parent === undefined ? undefined : { pid, parent: Number(parent), words: line.trim().split(/\s+/) };
};

/** What runs under this number; undefined when nothing does, or it can't be known (as on Windows). */
export const processOf = (pid: number): Process | undefined => {
  try {
    return ofProc(pid);
  } catch {
    return process.platform === "linux" || process.platform === "win32" ? undefined : ofPs(pid);
  }
};

const shells = /^-?(?:.*\/)?(?:ba|da|z|k|a|fi)?sh$/;

/** The agent that started this process as its hook: the parent, or what is above the shell that it used. */
export const agentAbove = (pid: number = process.ppid): Process | undefined => {
  const direct = processOf(pid);
  return direct && shells.test(direct.words[0] ?? "") ? processOf(direct.parent) : direct;
};

/** Whether a process runs below another one, or is it. */
export const isBelow = (pid: number, above: number): boolean => {
  let at = processOf(pid);
  for (let steps = 0; at && steps < 100; steps++) {
    if (at.pid === above) return true;
    at = processOf(at.parent);
  }
  return false;
};

export const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};
