import { spawnSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuilt } from "../../build/fresh.mjs";
import { openSessions, type RunningHub, startHub, urlOf } from "../measure/hub.ts";
import { median, percentile } from "../measure/statistics.ts";
import type { Row } from "../report/row.ts";
import type { Part } from "./part.ts";

// What an agent pays for each of its hooks, a whole process each time, beside `node -e 0`.

const out = fileURLToPath(new URL("../../out/cli/", import.meta.url));
const recorded = new URL("../../cli/integrations/claude/recorded/", import.meta.url);
const WARM = 3;

type Env = Record<string, string | undefined>;

const envOf = (home: string, more: Env = {}): Env => ({
  ...process.env,
  MUSTER_HOME: home,
  MUSTER_URL: undefined,
  MUSTER_KEY: undefined,
  MUSTER_HOOK_OFF: undefined,
  ...more,
});

interface Subject {
  readonly args: readonly string[];
  readonly env: Env;
  readonly input?: string;
  readonly before?: () => Promise<void>;
}

/** Runs Node and gives how long that took, in milliseconds. A hook that says something was given something to say. */
const timeOf = ({ args, env, input = "" }: Subject): number => {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, input });
  const took = performance.now() - startedAt;
  if (status === 0 && stdout.length === 0) return took;
  throw new Error(`${args.join(" ")} ended with ${status}: ${stdout.toString()}${stderr.toString()}`);
};

const measure = async (subjects: Record<string, Subject>, runs: number): Promise<Record<string, number[]>> => {
  const times: Record<string, number[]> = {};
  for (let run = 0; run < WARM + runs; run += 1) {
    for (const [name, subject] of Object.entries(subjects)) {
      await subject.before?.();
      const took = timeOf(subject);
      if (run >= WARM) (times[name] ??= []).push(took);
    }
  }
  return times;
};

/** A hook that could not tell its act ends well too: only the hub knows what arrived. */
const checkArrived = async (hub: RunningHub, calls: number) => {
  const answer = await fetch(urlOf(hub, "/v1/sessions?limit=10"), { headers: hub.machine });
  const { items } = (await answer.json()) as { items: { activity: { toolCalls: number } | null }[] };
  const arrived = Math.max(0, ...items.map(({ activity }) => activity?.toolCalls ?? 0));
  if (arrived !== calls) throw new Error(`${calls} tool calls were told and ${arrived} have arrived`);
};

const rowOf = (what: string, times: number[], nothing: number[], target?: number): Row => ({
  what: `${what} / \`node -e 0\``,
  unit: "",
  value: median(times) / median(nothing),
  ...(target === undefined ? {} : { target: { is: "at most", value: target } }),
  details: {
    "p50 ms": median(times),
    "empty p50 ms": median(nothing),
    "p90 ms": percentile(times, 0.9),
    // In a pair both meet the same load.
    "median of the pairs": median(times.map((took, run) => took / (nothing[run] ?? 0))),
  },
});

export const hook: Part = async ({ sizes, say, folder }) => {
  await ensureBuilt();
  const home = await folder();
  const away = await folder();
  const input = await readFile(new URL("PreToolUse-Bash.json", recorded), "utf8");
  const hub = await startHub(home);
  try {
    await openSessions(hub, 1);
    const program = join(out, "muster-hook.cjs");
    // Without the command line beside it, no process is started to send later what is kept.
    const alone = join(away, "muster-hook.cjs");
    await writeFile(alone, await readFile(program));
    const gone = envOf(away, { MUSTER_URL: "http://127.0.0.1:9", MUSTER_KEY: "mk_none" });
    const outbox = join(away, "client", "outbox");
    const empty = () => rm(outbox, { recursive: true, force: true });
    const notify = { args: [join(out, "muster.cjs"), "notify", "--oneline"], env: envOf(home) };
    const forget = () => rm(join(home, "client", "notify.json"), { force: true });
    say(`starting ${sizes.starts} processes of each kind`);
    const times = await measure(
      {
        nothing: { args: ["-e", "0"], env: envOf(home) },
        due: { args: [program, "claude"], env: envOf(home), input },
        away: { args: [alone, "claude"], env: gone, input, before: empty },
        behind: { args: [alone, "claude"], env: gone, input },
        notify: { ...notify, before: forget },
        cached: notify,
      },
      sizes.starts,
    );
    await checkArrived(hub, WARM + sizes.starts);
    const { nothing = [], due = [], away: refused = [], behind = [], notify: asked = [], cached = [] } = times;
    return [
      rowOf("hook, nothing due", due, nothing, 1.3),
      rowOf("hook, hub away", refused, nothing),
      rowOf("hook, others wait in the outbox", behind, nothing),
      rowOf("`muster notify`", asked, nothing),
      rowOf("`muster notify`, asked before", cached, nothing),
    ];
  } finally {
    await hub.child.stop();
  }
};
