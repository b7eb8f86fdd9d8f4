import { join } from "node:path";
import { nodeProblem } from "./headless/node-version.ts";
import { removeAgentVariables } from "./platform/agent-environment.ts";

const here = import.meta.dirname;
// Built, this file is out/main/headless.js beside out/renderer.
const built = import.meta.filename.endsWith(".ts") ? join(here, "../out") : join(here, "..");

const main = async (): Promise<number> => {
  const problem = nodeProblem(process.versions.node);
  if (problem !== null) {
    process.stderr.write(`${problem}\n`);
    return 1;
  }
  removeAgentVariables(process.env);
  // Only now: what it imports has native parts that crash an older Node without a word.
  const { runHeadless } = await import("./headless/run.ts");
  return runHeadless({
    args: process.argv.slice(2),
    env: process.env,
    rendererDir: join(built, "renderer"),
    toolsDir: join(built, "cli"),
  });
};

// Whatever still holds the event loop by now (a helper program, the terminal) is of no use.
process.exit(await main());
