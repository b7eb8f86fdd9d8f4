import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { outboxFolder } from "../outbox/waiting.ts";

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** The lock of the process that goes on trying to empty an outbox. */
export const flusherLock = (client: string): string => join(outboxFolder(client), ".flusher");

const runs = (client: string) => {
  try {
    const pid = Number(readFileSync(flusherLock(client), "utf8"));
    return pid > 0 && isAlive(pid);
  } catch {
    return false;
  }
};

/**
 * Has a process of its own send what waits, unless one does already; it is not waited for. `program` is the running one: the
 * command line lies beside it, or is it.
 */
export const startFlusher = async (client: string, program: string, env: NodeJS.ProcessEnv): Promise<void> => {
  if (runs(client)) return;
  const commandLine = join(dirname(program), "muster.cjs");
  if (!existsSync(commandLine)) return;
  const { spawn } = await import("node:child_process");
  const child = spawn(process.execPath, [commandLine, "flush", "--linger"], {
    detached: true,
    stdio: "ignore",
    windowsHide: true,
    cwd: client,
    env,
  });
  child.on("error", () => {});
  child.unref();
};
