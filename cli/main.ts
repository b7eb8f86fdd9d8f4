import { processWorld } from "./process-world.ts";
import { runCommandLine } from "./run.ts";

const main = async () => {
  process.exitCode = await runCommandLine(process.argv.slice(2), processWorld());
};

void main();
