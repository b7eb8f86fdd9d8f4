import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSessions, type RunningHub, startHub, urlOf } from "../measure/hub.ts";
import { median, percentile } from "../measure/statistics.ts";
import type { Part } from "./part.ts";

// What `muster.sh post` costs, a whole process each time, beside a shell that calls curl with the same words and no more.

const script = fileURLToPath(new URL("../../cli/skill/muster.sh", import.meta.url));
const WARM = 3;

const timeOf = (program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): number => {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const took = performance.now() - startedAt;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr.toString()}`);
  return took;
};

const checkArrived = async (hub: RunningHub, sessionId: string, count: number) => {
  const answer = await fetch(urlOf(hub, `/v1/sessions/${sessionId}`), { headers: hub.machine });
  const { session } = (await answer.json()) as { session: { lastSeq: number } };
  if (session.lastSeq !== count) throw new Error(`${count} posts were sent and ${session.lastSeq} have arrived`);
};

export const shell: Part = async ({ sizes, say, folder }) => {
  const home = await folder();
  const work = await folder();
  const hub = await startHub(home);
  try {
    const [sessionId = ""] = await openSessions(hub, 1);
    const { PATH } = process.env;
    const text = "All 42 tests pass. Next: the flaky one.";
    const plain = join(work, "plain.sh");
    // The key comes by a file here too, as it must; nothing is read, escaped or looked at.
    const config = join(work, "curl.conf");
    const headers = Object.entries(hub.machine).map(([name, value]) => `header = "${name}: ${value}"\n`);
    await writeFile(config, headers.join(""), { mode: 0o600 });
    const url = urlOf(hub, `/v1/sessions/${sessionId}/messages`);
    const call = `curl -q -s --config ${config} -H 'content-type: application/json' -d '{"text":"${text}"}' ${url}`;
    await writeFile(plain, `answer=$(${call}) && printf '%s\\n' "$answer"\n`);
    const env = { PATH, HOME: home, MUSTER_HOME: home };
    const posts: number[] = [];
    const plains: number[] = [];
    say(`starting ${sizes.starts} shells of each kind`);
    for (let run = 0; run < WARM + sizes.starts; run += 1) {
      plains.push(timeOf("bash", [plain], work, env));
      posts.push(timeOf("sh", [script, "post", sessionId, text], work, env));
    }
    await checkArrived(hub, sessionId, posts.length + plains.length);
    const [postMs, plainMs] = [posts.slice(WARM), plains.slice(WARM)];
    return [
      {
        what: "`muster.sh post` / bash and curl",
        unit: "",
        value: median(postMs) / median(plainMs),
        target: { is: "at most", value: 1.3 },
        details: {
          "post p50 ms": median(postMs),
          "plain p50 ms": median(plainMs),
          "post p90 ms": percentile(postMs, 0.9),
          "median of the pairs": median(postMs.map((took, run) => took / (plainMs[run] ?? 0))),
        },
      },
    ];
  } finally {
    await hub.child.stop();
  }
};
