import { readdir, readFile } from "node:fs/promises";
import type { Place } from "./place.ts";

/**
 * Ends what agents have left running on a throw-away computer, such as daemons of their own. They are known by its home in
 * their environment; where there is no /proc nothing is ended.
 */
export const endLeftovers = async ({ home }: Place): Promise<void> => {
  const entries = await readdir("/proc").catch(() => []);
  for (const name of entries.filter((entry) => /^\d+$/.test(entry))) {
    const environment = await readFile(`/proc/${name}/environ`, "utf8").catch(() => "");
    if (!environment.split("\0").includes(`HOME=${home}`)) continue;
    try {
      process.kill(Number(name), "SIGKILL");
    } catch {
      // It has just ended by itself.
    }
  }
};
