import { chmodSync, cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "./root.mjs";

/**
 * Lays what a shell starts as `muster` beside the built command line.
 * @param {string} [folder] of the built command line
 */
export const copyLaunchers = (folder = inRoot("out/cli")) => {
  mkdirSync(folder, { recursive: true });
  for (const name of ["muster", "muster.cmd"]) cpSync(inRoot(join("cli/launch", name)), join(folder, name));
  chmodSync(join(folder, "muster"), 0o755);
};
