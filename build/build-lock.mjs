import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { inRoot } from "./root.mjs";

const path = inRoot("out", ".building");

/** @param {number} pid */
const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
};

const claim = () => {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    return false;
  }
};

/**
 * Lets one build write to `out` at a time; resolves to the way to let go, and to whether it had to wait for another.
 * @returns {Promise<{ release: () => void, waited: boolean }>}
 */
export const takeBuildLock = async () => {
  mkdirSync(inRoot("out"), { recursive: true });
  let waited = false;
  while (!claim()) {
    const holder = Number(readText(path)) || 0;
    if (holder > 0 && !isAlive(holder)) rmSync(path, { force: true });
    waited = true;
    await pause(100);
  }
  return { release: () => rmSync(path, { force: true }), waited };
};

/** @param {string} file */
const readText = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};
