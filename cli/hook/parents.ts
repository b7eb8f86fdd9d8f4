import { readFileSync } from "node:fs";

const everyMilliseconds = 2000;

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** The parent of a process, where the system tells it without starting another program. */
const parentOf = (pid: number): number | undefined => {
  try {
    // The name in parentheses may hold anything, so what follows the last one counts (proc_pid_stat(5)).
    const [, parent] = readFileSync(`/proc/${pid}/stat`, "utf8").split(")").at(-1)?.trim().split(" ") ?? [];
    return Number(parent) || undefined;
  } catch {
    return undefined;
  }
};

const isShell = (pid: number) => {
  try {
    return /^(?:ba|da|z|k|a|fi)?sh$/.test(readFileSync(`/proc/${pid}/comm`, "utf8").trim());
  } catch {
    return false;
  }
};

/** The processes without which this hook has nobody to answer: the agent, and the shell that it uses, if there is one. */
const ancestors = (env: Readonly<Record<string, string | undefined>>): number[] => {
  const direct = process.ppid;
  const above = isShell(direct) ? parentOf(direct) : undefined;
  const named = Number(env.CLAUDE_PID) || undefined;
  return [direct, above, named].filter((pid): pid is number => pid !== undefined && pid > 1);
};

/**
 * Watches whether the agent still runs. `gone` is aborted when it does not, or when it ends this hook; then its reason is the
 * signal's name.
 */
export const watchParents = async (
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ gone: AbortSignal; stop: () => void }> => {
  const controller = new AbortController();
  const watched = ancestors(env);
  const parent = process.ppid;
  const look = () => {
    if (process.ppid !== parent || watched.some((pid) => !isAlive(pid))) controller.abort();
  };
  const timer = setInterval(look, everyMilliseconds);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => controller.abort(signal));
  return Promise.resolve({ gone: controller.signal, stop: () => clearInterval(timer) });
};
