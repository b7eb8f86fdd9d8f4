import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuilt } from "../../build/fresh.mjs";
import { openSessions, startHub } from "../measure/hub.ts";
import { checkArrived, type Env, inTurn, startDetails, timeOf, WARM } from "../measure/starts.ts";
import { median } from "../measure/statistics.ts";
import type { Part } from "./part.ts";

// What it costs to start `muster post`, a whole process each time, beside a process of the same Node that does nothing.

const program = fileURLToPath(new URL("../../out/cli/muster.cjs", import.meta.url));

/** The command line of the hub's own machine: it finds address and key where the hub left them. */
const envOf = (home: string): Env => ({
  ...process.env,
  MUSTER_HOME: home,
  MUSTER_URL: undefined,
  MUSTER_KEY: undefined,
  MUSTER_SESSION: undefined,
});

export const commandLine: Part = async ({ sizes, say, folder }) => {
  await ensureBuilt();
  const home = await folder();
  const work = await folder();
  const empty = join(work, "empty.cjs");
  await writeFile(empty, "");
  const hub = await startHub(home);
  try {
    const [sessionId = ""] = await openSessions(hub, 1);
    const env = envOf(home);
    const words = ["post", sessionId, "All 42 tests pass. Next: the flaky one."];
    say(`starting ${sizes.starts} processes of each kind`);
    const [posts, nothings] = inTurn(
      sizes.starts,
      () => timeOf(process.execPath, [program, ...words], work, env),
      () => timeOf(process.execPath, [empty], work, env),
    );
    await checkArrived(hub, sessionId, posts.length + WARM);
    return [
      {
        what: "`muster post` / an empty Node script",
        unit: "",
        value: median(posts) / median(nothings),
        target: { is: "at most", value: 1.5 },
        details: startDetails(posts, nothings, ["post", "empty"]),
      },
    ];
  } finally {
    await hub.child.stop();
  }
};
