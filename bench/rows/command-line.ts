import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuilt } from "../../build/fresh.mjs";
import { openSessions, type RunningHub, startHub, urlOf } from "../measure/hub.ts";
import { median, percentile } from "../measure/statistics.ts";
import type { Part } from "./part.ts";

// What it costs to start `muster post`, a whole process each time, beside a process of the same Node that does nothing.

const program = fileURLToPath(new URL("../../out/cli/muster.cjs", import.meta.url));
const WARM = 3;

type Env = Record<string, string | undefined>;

/** The command line of the hub's own machine: it finds address and key where the hub left them. */
const envOf = (home: string): Env => ({
  ...process.env,
  MUSTER_HOME: home,
  MUSTER_URL: undefined,
  MUSTER_KEY: undefined,
  MUSTER_SESSION: undefined,
});

/** Runs Node and returns how long that took, in milliseconds. */
const timeOf = (args: string[], cwd: string, env: Env): number => {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const took = performance.now() - startedAt;
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr.toString()}`);
  return took;
};

/** A post that could not be sent ends well too, and waits on this machine: only the hub knows what arrived. */
const checkArrived = async (hub: RunningHub, sessionId: string, count: number) => {
  const answer = await fetch(urlOf(hub, `/v1/sessions/${sessionId}`), { headers: hub.machine });
  const { session } = (await answer.json()) as { session: { lastSeq: number } };
  if (session.lastSeq !== count) throw new Error(`${count} posts were sent and ${session.lastSeq} have arrived`);
};

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
    const post = () => timeOf([program, "post", sessionId, "All 42 tests pass. Next: the flaky one."], work, env);
    const nothing = () => timeOf([empty], work, env);
    const posts: number[] = [];
    const nothings: number[] = [];
    say(`starting ${sizes.starts} processes of each kind`);
    for (let run = 0; run < WARM + sizes.starts; run += 1) {
      nothings.push(nothing());
      posts.push(post());
    }
    await checkArrived(hub, sessionId, posts.length);
    const [postMs, nothingMs] = [posts.slice(WARM), nothings.slice(WARM)];
    return [
      {
        what: "`muster post` / an empty Node script",
        unit: "",
        value: median(postMs) / median(nothingMs),
        target: { is: "at most", value: 1.5 },
        details: {
          "post p50 ms": median(postMs),
          "empty p50 ms": median(nothingMs),
          "post p90 ms": percentile(postMs, 0.9),
          "empty p90 ms": percentile(nothingMs, 0.9),
          // In a pair both meet the same load.
          "median of the pairs": median(postMs.map((took, run) => took / (nothingMs[run] ?? 0))),
        },
      },
    ];
  } finally {
    await hub.child.stop();
  }
};
