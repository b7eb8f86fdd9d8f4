import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { runInPlace } from "./child.mjs";
import { nodeProgram } from "./node-program.mjs";
import { inRoot } from "./root.mjs";

const folders = ["src-main", "src-preload", "src-renderer", "src-shared", "cli"];
const files = [
  "package.json",
  "package-lock.json",
  "electron.vite.config.ts",
  "build/build.mjs",
  "build/bundled.mjs",
  "build/command-line.mjs",
  "build/hook.mjs",
  "build/launchers.mjs",
  "build/licences.mjs",
];

/** Touched by a build that went well, with the time at which it began. */
export const stamp = inRoot("out", ".built");

/** @param {string} path */
const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * When the newest part of a folder changed; a folder's own time tells of files that are gone.
 * @param {string} folder
 * @returns {number}
 */
const newestIn = (folder) => {
  let newest = changedAt(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.name.includes(".test.")) continue;
    newest = Math.max(newest, changedAt(join(entry.parentPath, entry.name)));
  }
  return newest;
};

/** Whether what is built is what the sources say. */
export const isFresh = () => {
  const builtAt = changedAt(stamp);
  // Installed without sources there is nothing to build from.
  if (!existsSync(inRoot("src-main"))) return true;
  if (builtAt === 0) return false;
  const newest = Math.max(...files.map((file) => changedAt(inRoot(file))), ...folders.map((f) => newestIn(inRoot(f))));
  return newest <= builtAt;
};

/**
 * Builds if a source is newer than what is built. Says so on standard error: standard output is the program's own.
 * @returns {Promise<void>}
 */
export const ensureBuilt = async () => {
  if (isFresh()) return;
  process.stderr.write("Building Muster … (once)\n");
  const code = await runInPlace(nodeProgram(), [inRoot("build/build.mjs"), "--quiet"], {
    stdio: ["ignore", 2, 2],
  });
  if (code !== 0) throw new Error("Muster could not be built; see above.");
};
