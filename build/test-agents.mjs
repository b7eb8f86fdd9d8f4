import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { runEntry, runInPlace } from "./child.mjs";
import { ensureBuilt } from "./fresh.mjs";
import { nodeProgram } from "./node-program.mjs";
import { inRoot, root } from "./root.mjs";

const folder = process.env.MUSTER_AGENTS_DIR || join(homedir(), ".cache", "muster-agents");

/** Ways into a network of one's own that has nothing but the loopback address: as root, or as anyone where that is allowed. */
const apart = ["-n", "-rn"].map((how) => ["unshare", how, "--", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]);

const wayApart = () =>
  apart.find(([program = "", ...args]) => spawnSync(program, [...args, "true"]).status === 0) ?? [];

await runEntry(async () => {
  await ensureBuilt();
  const node = nodeProgram();
  const args = ["--folder", folder, ...process.argv.slice(2)];
  const installed = await runInPlace(node, [inRoot("e2e/agents/fetch.ts"), ...args], { cwd: root });
  if (installed !== 0) return installed;
  const way = wayApart();
  if (way.length === 0) {
    process.stdout.write("This system gives no network of its own: the agents could reach the internet meanwhile.\n");
  }
  const [program = node, ...rest] = [...way, node, inRoot("e2e/agents/main.ts"), ...args];
  return runInPlace(program, rest, { cwd: root });
});
