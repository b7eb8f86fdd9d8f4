import { parseArgs } from "node:util";
import { runEntry, runInPlace } from "./child.mjs";
import { findDesktopProgram } from "./desktop-program.mjs";
import { ensureBuilt } from "./fresh.mjs";
import { nodeProgram } from "./node-program.mjs";
import { inRoot, root } from "./root.mjs";

const args = process.argv.slice(2);

/** Flags that only a hub without a window understands. */
const isForHeadless = () => ["--headless", "--json", "--sign-in", "--help", "-h"].some(isGiven);

/** @param {string} flag */
const isGiven = (flag) => args.some((arg) => arg === flag || arg.startsWith(`${flag}=`));

/** The desktop app takes from the environment what the headless hub takes as flags. */
const desktopEnv = () => {
  // Set in the shells of editors that are made with Electron: it would make Electron's program a Node without windows.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const { values } = parseArgs({
    args,
    options: { home: { type: "string" }, port: { type: "string" }, host: { type: "string" } },
  });
  if (values.host) throw new Error("--host is for the hub without a window; add --headless.");
  return {
    ...env,
    ...(values.home ? { MUSTER_HOME: values.home } : {}),
    ...(values.port ? { MUSTER_PORT: values.port } : {}),
  };
};

await runEntry(async () => {
  await ensureBuilt();
  if (!isForHeadless()) {
    const found = findDesktopProgram();
    if ("program" in found) return runInPlace(found.program, [root], { env: desktopEnv() });
    process.stdout.write(
      `The desktop program is not available here (${found.why}); this is the hub without a window.\n`,
    );
  }
  return runInPlace(nodeProgram(), [inRoot("out/main/headless.js"), ...args]);
});
