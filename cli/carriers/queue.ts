import { existsSync, readlinkSync } from "node:fs";
import { basename, join } from "node:path";
import type { CarrierTarget, CarrierWay } from "./carrier.ts";
import { runProgram } from "./run-program.ts";

/** The program that runs the session: another version might keep its queue elsewhere. */
const programOf = ({ pid, world }: CarrierTarget): readonly [program: string, ...before: string[]] => {
  try {
    const path = readlinkSync(`/proc/${pid}/exe`);
    if (basename(path).startsWith("codex")) return [path];
  } catch {
    // No /proc here, or the process is another user's.
  }
  const script = join(world.env.CODEX_MANAGED_PACKAGE_ROOT ?? "", "bin", "codex.js");
  return world.env.CODEX_MANAGED_PACKAGE_ROOT && existsSync(script) ? [process.execPath, script] : ["codex"];
};

/** Codex's own queue: read at once when it is idle, else when its turn ends (`codex queue --help`). */
export const openQueue = (target: CarrierTarget): CarrierWay => {
  const [program, ...before] = programOf(target);
  return {
    mostChars: 30_000,
    async deliver(text) {
      await runProgram(program, [...before, "queue", `--thread=${target.externalId}`, `--message=${text}`]);
    },
  };
};
