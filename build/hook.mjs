import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
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

// What a call seldom needs lies in a comment at the end of the file: Node reads past a comment in no time, and code not.
const loader = `const musterParts = {};
const musterPart = (name) => {
  if (musterParts[name]) return musterParts[name].exports;
  const text = require("node:fs").readFileSync(__filename, "utf8").split("/*#part " + name + "#")[1].split("#*/")[0];
  const part = (musterParts[name] = { exports: {} });
  const code = text.replaceAll("*\\u0001/", "*/");
  require("node:vm").compileFunction(code, ["module", "exports", "require", "musterPart"], { filename: name })(
    part, part.exports, require, musterPart);
  return part.exports;
};`;

const asComment = (/** @type {string} */ name, /** @type {string} */ text) =>
  `/*#part ${name}#${text.replaceAll("*/", "*\u0001/")}#*/\n`;

/** Small, and needed by every call: in the file as code, run when it is the kind in question. */
const isAlways = (/** @type {string} */ path) => /[\\/]integrations[\\/][^\\/]+(?:[\\/]hook)?\.ts$/.test(path);

/**
 * Takes apart what is imported only when it is needed, with all that it imports itself.
 * @param {Map<string, string>} parts takes the code of each, by name
 * @param {string[]} inputs takes the paths of all sources
 * @returns {import("esbuild").Plugin}
 */
const apart = (parts, inputs) => ({
  name: "apart",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ kind, path, resolveDir }) => {
      const whole = resolve(resolveDir, path);
      return kind === "dynamic-import" && !isAlways(whole) ? { path: whole, namespace: "part" } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: "part" }, async ({ path }) => {
      const name = relative(root, path).replaceAll("\\", "/");
      if (!parts.has(name)) {
        parts.set(name, ""); // One that is on its way needs no second turn.
        const built = await esbuild({ ...common, entryPoints: [path], write: false, plugins: [apart(parts, inputs)] });
        inputs.push(...Object.keys(built.metafile.inputs));
        parts.set(name, built.outputFiles?.[0]?.text ?? "");
      }
      return { contents: `module.exports = musterPart(${JSON.stringify(name)});`, loader: "js", resolveDir: root };
    });
  },
});

// The scanner for secrets is run only over text that may hold some.
const isScanner = (/** @type {string} */ path) =>
  /node_modules\/(?:@secretlint|structured-source|boundary)\//.test(path);

/**
 * Builds `muster-hook.cjs`, which agents start at each of their acts: one file that needs nothing but Node.
 * @param {{ folder?: string, logLevel?: import("esbuild").LogLevel }} [options]
 * @returns {Promise<string[]>} the paths of all that went into it
 */
export const buildHook = async ({ folder = inRoot("out/cli"), logLevel = "error" } = {}) => {
  /** @type {string[]} */
  const inputs = [];
  /** @type {Map<string, string>} */
  const parts = new Map();
  const { metafile, outputFiles } = await esbuild({
    ...common,
    logLevel,
    entryPoints: ["cli/hook/main.ts"],
    write: false,
    banner: { js: loader },
    plugins: [apart(parts, inputs)],
  });
  inputs.push(...Object.keys(metafile.inputs));
  const packages = inputs.filter((path) => path.includes("node_modules/") && !isScanner(path));
  if (packages.length > 0) throw new Error(`The hook must start fast; it has taken in ${packages.join(", ")}`);
  const comments = [...parts].map(([name, text]) => asComment(name, text));
  mkdirSync(folder, { recursive: true });
  const program = join(folder, "muster-hook.cjs");
  // In one step: an agent may be starting it just now.
  writeFileSync(`${program}.new`, [outputFiles?.[0]?.text, ...comments].join(""));
  renameSync(`${program}.new`, program);
  return inputs;
};
