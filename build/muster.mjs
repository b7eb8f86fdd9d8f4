import { runEntry, runInPlace } from "./child.mjs";
import { ensureBuilt } from "./fresh.mjs";
import { inRoot } from "./root.mjs";

await runEntry(async () => {
  await ensureBuilt();
  // npm runs scripts in the checkout; the person stands in INIT_CWD, and sessions belong to that folder.
  const cwd = process.env.INIT_CWD || process.cwd();
  return runInPlace(process.execPath, [inRoot("out/cli/muster.cjs"), ...process.argv.slice(2)], { cwd });
});
