import { join, resolve } from "node:path";
import { build as esbuild } from "esbuild";
import { inRoot, root } from "./root.mjs";

/** @type {import("esbuild").BuildOptions & { metafile: true, write?: boolean }} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  metafile: true,
  // A native import() would start Node's loader of ES modules, which costs more than all the rest.
  supported: { "dynamic-import": false },
  // The scanner's trace of its own work, which would bring colours and terminals along.
  alias: { debug: "./cli/masking/no-trace.ts" },
};

// Reading a text costs a tenth of reading as much code, so what a call seldom needs lies in the file as text.
const evaluate = (/** @type {string} */ text) => `
const part = { exports: {} };
require("node:vm").compileFunction(${JSON.stringify(text)}, ["module", "exports", "require"])(part, part.exports, require);
module.exports = part.exports;`;

/**
 * Puts what is imported only when it is needed into the file as text, with all that it imports itself.
 * @param {string[]} inputs takes the paths of all sources
 * @returns {import("esbuild").Plugin}
 */
const asText = (inputs) => ({
  name: "as-text",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ kind, path, resolveDir }) =>
      kind === "dynamic-import" ? { path: resolve(resolveDir, path), namespace: "part" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "part" }, async ({ path }) => {
      const built = await esbuild({ ...common, entryPoints: [path], write: false, plugins: [asText(inputs)] });
      inputs.push(...Object.keys(built.metafile.inputs));
      return { contents: evaluate(built.outputFiles?.[0]?.text ?? ""), loader: "js", resolveDir: root };
    });
  },
});

// The scanner for secrets is run only over text that may hold some.
const isScanner = (/** @type {string} */ path) =>
  /node_modules\/(?:@secretlint|structured-source|boundary)\//.test(path);

/**
 * Builds `muster-hook.cjs`, which agents start at each of their acts: one file that needs nothing but Node.
 * @param {{ folder?: string, logLevel?: import("esbuild").LogLevel }} [options]
 * @returns {Promise<void>}
 */
export const buildHook = async ({ folder = inRoot("out/cli"), logLevel = "error" } = {}) => {
  /** @type {string[]} */
  const inputs = [];
  const { metafile } = await esbuild({
    ...common,
    logLevel,
    entryPoints: ["cli/hook/main.ts"],
    outfile: join(folder, "muster-hook.cjs"),
    plugins: [asText(inputs)],
  });
  inputs.push(...Object.keys(metafile.inputs));
  const packages = inputs.filter((path) => path.includes("node_modules/") && !isScanner(path));
  if (packages.length > 0) throw new Error(`The hook must start fast; it has taken in ${packages.join(", ")}`);
};
