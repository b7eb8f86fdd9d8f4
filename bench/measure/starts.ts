import { spawnSync } from "node:child_process";
import { type RunningHub, urlOf } from "./hub.ts";
import { median, percentile } from "./statistics.ts";

// Whole processes, each started and waited for.

export type Env = Record<string, string | undefined>;

/** Runs a program and returns how long that took, in milliseconds. Throws when it did not end well. */
export const timeOf = (program: string, args: string[], cwd: string, env: Env): number => {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const took = performance.now() - startedAt;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}: ${stderr.toString()}`);
  return took;
};

/** A post that could not be sent ends well too, and waits on this machine: only the hub knows what arrived. */
export const checkArrived = async (hub: RunningHub, sessionId: string, count: number): Promise<void> => {
  const answer = await fetch(urlOf(hub, `/v1/sessions/${sessionId}`), { headers: hub.machine });
  const { session } = (await answer.json()) as { session: { lastSeq: number } };
  if (session.lastSeq !== count) throw new Error(`${count} posts were sent and ${session.lastSeq} have arrived`);
};

export const WARM = 3;

/** Runs both in turn, so that both meet the same load; the first few of each don't count. */
export const inTurn = (runs: number, one: () => number, other: () => number): [number[], number[]] => {
  const ones: number[] = [];
  const others: number[] = [];
  for (let run = 0; run < WARM + runs; run += 1) {
    others.push(other());
    ones.push(one());
  }
  return [ones.slice(WARM), others.slice(WARM)];
};

/** What the two came to, and the ratio of the pairs. */
export const startDetails = (ones: number[], others: number[], names: [string, string]): Record<string, number> => ({
  [`${names[0]} p50 ms`]: median(ones),
  [`${names[1]} p50 ms`]: median(others),
  [`${names[0]} p90 ms`]: percentile(ones, 0.9),
  [`${names[1]} p90 ms`]: percentile(others, 0.9),
  "median of the pairs": median(ones.map((took, run) => took / (others[run] ?? 0))),
});
