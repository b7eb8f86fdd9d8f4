import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ActAnswer } from "#contract/act.ts";
import type { Call } from "./call.ts";

/**
 * Has a process of its own bring replies to an agent that can't fetch them when it is idle, where that is of use and none does
 * already. It is not waited for.
 */
export const startCarrier = async ({ kind, reading, target, world }: Call, { terminal }: ActAnswer): Promise<void> => {
  const { carriersFor } = await import("../carriers/applies.ts");
  const { externalId } = reading;
  const words = carriersFor(kind, { client: target.folder, env: world.env, externalId, mayType: terminal });
  const commandLine = join(dirname(world.program), "muster.cjs");
  if (!words || !existsSync(commandLine)) return;
  const { spawn } = await import("node:child_process");
  const child = spawn(process.execPath, [commandLine, ...words], {
    detached: true,
    stdio: "ignore",
    windowsHide: true,
    cwd: target.folder,
    env: world.env,
  });
  child.on("error", () => {});
  child.unref();
};
