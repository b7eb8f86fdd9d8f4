import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSessions, startHub, urlOf } from "../measure/hub.ts";
import { checkArrived, inTurn, startDetails, timeOf, WARM } from "../measure/starts.ts";
import { median } from "../measure/statistics.ts";
import type { Part } from "./part.ts";

// What `muster.sh post` costs, a whole process each time, beside a shell that calls curl with the same words and no more.

const script = fileURLToPath(new URL("../../cli/skill/muster.sh", import.meta.url));
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
    say(`starting ${sizes.starts} shells of each kind`);
    const [posts, plains] = inTurn(
      sizes.starts,
      () => timeOf("sh", [script, "post", sessionId, text], work, env),
      () => timeOf("bash", [plain], work, env),
    );
    await checkArrived(hub, sessionId, posts.length + plains.length + 2 * WARM);
    return [
      {
        what: "`muster.sh post` / bash and curl",
        unit: "",
        value: median(posts) / median(plains),
        target: { is: "at most", value: 1.3 },
        details: startDetails(posts, plains, ["post", "plain"]),
      },
    ];
  } finally {
    await hub.child.stop();
  }
};
