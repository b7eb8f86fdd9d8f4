import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { isHeld } from "../config/lock.ts";
import { outboxFolder } from "../outbox/waiting.ts";

/** The lock of the process that goes on trying to empty an outbox. */
export const flusherLock = (client: string): string => join(outboxFolder(client), ".flusher");

/**
 * Has a process of its own send what waits, unless one does already; it is not waited for. `program` is the running one: the
 * command line lies beside it, or is it.
 */
export const startFlusher = async (client: string, program: string, env: NodeJS.ProcessEnv): Promise<void> => {
  if (isHeld(flusherLock(client))) return;
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
