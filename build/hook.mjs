import { join } from "node:path";
import { build as esbuild } from "esbuild";
import { inRoot, root } from "./root.mjs";

/**
 * Builds `muster-hook.cjs`, which agents start at each of their acts: one small file that needs nothing but Node. What a call
 * does not need is in it too, but is not run.
 * @param {{ folder?: string, logLevel?: import("esbuild").LogLevel }} [options]
 * @returns {Promise<void>}
 */
export const buildHook = async ({ folder = inRoot("out/cli"), logLevel = "error" } = {}) => {
  const { metafile } = await esbuild({
    absWorkingDir: root,
    entryPoints: ["cli/hook/main.ts"],
    outfile: join(folder, "muster-hook.cjs"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    metafile: true,
    logLevel,
    // A native import() would start Node's loader of ES modules, which costs more than all the rest.
    supported: { "dynamic-import": false },
  });
  const packages = Object.keys(metafile.inputs).filter((path) => path.includes("node_modules/"));
  if (packages.length > 0)
    throw new Error(`The hook must start fast, so it uses no packages; it has ${packages.join(", ")}`);
};
