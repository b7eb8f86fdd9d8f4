import { runEntry, runInPlace } from "./child.mjs";
import { ensureBuilt } from "./fresh.mjs";
import { nodeProgram } from "./node-program.mjs";
import { inRoot } from "./root.mjs";

await runEntry(async () => {
  await ensureBuilt();
  return runInPlace(nodeProgram(), [inRoot("build/demo/main.mjs")]);
});
