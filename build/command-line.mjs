import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { build as esbuild } from "esbuild";
import { buildHook } from "./hook.mjs";
import { inRoot, root } from "./root.mjs";

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  metafile: true,
  // A native import() of a part would start Node's loader of ES modules, which costs more than all the rest.
  supported: { "dynamic-import": false },
  // Some packages' CommonJS form can't be bundled.
  mainFields: ["module", "main"],
  // The trace of the scanner for secrets, which would bring colours and terminals along.
  alias: { debug: "./cli/masking/no-trace.ts" },
};

// What a plain post needs is in the entry itself.
const isInEntry = (/** @type {string} */ path) => path.endsWith("/commands/post.ts");

/**
 * Leaves out what the entry imports only when it is needed, and notes it in `parts`.
 * @param {Set<string>} parts
 * @returns {import("esbuild").Plugin}
 */
const apart = (parts) => ({
  name: "apart",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== "dynamic-import" || isInEntry(path)) return undefined;
      parts.add(resolve(resolveDir, path));
      return { path: `./parts/${basename(path, ".ts")}.cjs`, external: true };
    });
  },
});

/**
 * Keeps what is a part of its own out of the other parts.
 * @param {ReadonlySet<string>} parts
 * @returns {import("esbuild").Plugin}
 */
const besideEachOther = (parts) => ({
  name: "beside-each-other",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ kind, path, resolveDir }) =>
      kind === "dynamic-import" && parts.has(resolve(resolveDir, path))
        ? { path: `./${basename(path, ".ts")}.cjs`, external: true }
        : undefined,
    );
  },
});

// What an agent or a person starts once, not at every step: there a library is worth its milliseconds.
const takesPackages = new Set(["mcp", "approve-wait", "install", "uninstall", "doctor", "hook"]);

const installed = {
  skill: "cli/skill/SKILL.md",
  opencode: "cli/integrations/opencode/plugin.js",
  pi: "cli/integrations/pi/extension.ts",
};

/**
 * Puts the texts that are installed as they are into the program.
 * @type {import("esbuild").Plugin}
 */
const withTexts = {
  name: "with-texts",
  setup(build) {
    build.onLoad({ filter: /[/\\]install[/\\]assets\.ts$/ }, () => {
      const entries = Object.entries(installed).map(
        ([name, path]) => `${name}: () => ${JSON.stringify(readFileSync(inRoot(path), "utf8"))}`,
      );
      return { contents: `export const assets = { ${entries.join(", ")} };`, loader: "js" };
    });
  },
};

/** @param {import("esbuild").Metafile | undefined} metafile */
const refusePackages = (metafile) => {
  for (const [output, { inputs }] of Object.entries(metafile?.outputs ?? {})) {
    const packages = Object.keys(inputs).filter((path) => path.includes("node_modules/"));
    if (packages.length === 0 || takesPackages.has(basename(output, ".cjs"))) continue;
    throw new Error(
      `The command line must start fast, so ${output} uses no packages; it took in ${packages.join(", ")}`,
    );
  }
};

/**
 * The command line as one file, for machines that have nothing else of Muster. The parts lie in it as texts: to read a text
 * costs a tenth of reading as much code, so it starts nearly as fast.
 * @param {string} entry
 * @param {Record<string, string>} parts by the names by which they are required
 */
const oneFile = (entry, parts) => `#!/usr/bin/env node
const parts = ${JSON.stringify(parts)};
const loaded = {};
const load = (name) => {
  if (loaded[name]) return loaded[name].exports;
  const module = (loaded[name] = { exports: {} });
  const names = ["module", "exports", "require", "__filename"];
  const run = require("node:vm").compileFunction(parts[name], names, { filename: name });
  run(module, module.exports, pick, __filename);
  return module.exports;
};
const pick = (id) => (id.startsWith(".") ? load(id.slice(id.lastIndexOf("/") + 1)) : require(id));
(function (require) {
${entry.replace(/^#!.*\n/, "")}
})(pick);
`;

/**
 * @param {string} folder of the built command line
 * @param {readonly string[]} names of its parts
 */
const writeOneFile = (folder, names) => {
  const texts = names.map((name) => [name, readFileSync(join(folder, "parts", name), "utf8")]);
  mkdirSync(join(folder, "one"), { recursive: true });
  const program = join(folder, "one", "muster.cjs");
  writeFileSync(program, oneFile(readFileSync(join(folder, "muster.cjs"), "utf8"), Object.fromEntries(texts)));
  chmodSync(program, 0o755);
};

/**
 * Builds the command line: `muster.cjs`, which holds what a plain post needs, since agents start that often and Node reads all
 * of a file it starts; and `parts/`, which it loads when they are needed. All need nothing but Node. Also `one/muster.cjs`, which
 * is all of it in one file.
 * @param {{ folder?: string, logLevel?: import("esbuild").LogLevel }} [options]
 * @returns {Promise<string[]>} the files that went into it, below the root
 */
export const buildCommandLine = async ({ folder = inRoot("out/cli"), logLevel = "error" } = {}) => {
  const program = join(folder, "muster.cjs");
  /** @type {Set<string>} */
  const parts = new Set();
  const entry = await esbuild({
    ...common,
    logLevel,
    entryPoints: ["cli/main.ts"],
    outfile: program,
    banner: { js: "#!/usr/bin/env node" },
    plugins: [apart(parts)],
  });
  const rest = await esbuild({
    ...common,
    logLevel,
    entryPoints: [...parts],
    outdir: join(folder, "parts"),
    entryNames: "[name]",
    plugins: [besideEachOther(parts), withTexts],
    outExtension: { ".js": ".cjs" },
  });
  // Swept afterwards, so that one that is starting just now finds its parts.
  const written = Object.keys(rest.metafile?.outputs ?? {}).map((path) => basename(path));
  for (const name of readdirSync(join(folder, "parts"))) {
    if (!written.includes(name)) rmSync(join(folder, "parts", name));
  }
  refusePackages(entry.metafile);
  refusePackages(rest.metafile);
  chmodSync(program, 0o755);
  writeOneFile(folder, written);
  const inHook = await buildHook({ folder, logLevel });
  return [...Object.keys(rest.metafile?.inputs ?? {}), ...inHook];
};
