import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "./root.mjs";

/** @param {string} text */
export const say = (text) => process.stderr.write(`${text}\n`);

/** @param {string} path */
export const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * The path of the first of these programs that is there.
 * @param {string[]} names
 */
export const onPath = (names) =>
  names
    .flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)))
    .find((path) => isProgram(path));

/**
 * Runs it and tells whether it ended well; what it prints goes to standard error.
 * @param {string} program
 * @param {string[]} programArgs
 */
export const run = (program, programArgs) => {
  say(`  ${program} ${programArgs.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(program, programArgs, { stdio: ["ignore", 2, 2], cwd: root, env }).status === 0;
};

/** Whether this is a Debian on which packages may be installed. */
const canInstall = () => process.platform === "linux" && process.getuid?.() === 0 && Boolean(onPath(["apt-get"]));

/**
 * Installs Debian's packages where that may be done, after saying why; tells whether they are there then.
 * @param {string} why
 * @param {string[]} packages
 */
export const installByApt = (why, packages) => {
  if (!canInstall()) return false;
  say(why);
  const install = ["install", "-y", "--no-install-recommends", ...packages];
  // A package list that was fetched before often does.
  return run("apt-get", install) || (run("apt-get", ["update"]) && run("apt-get", install));
};

/** Whether tests can start a message bus of their own. */
export const hasMessageBus = () => process.platform === "linux" && Boolean(onPath(["dbus-daemon"]));

/** Gets what the tests of notifications need on Linux, or says which of them are left out. */
export const findMessageBus = () => {
  if (process.platform !== "linux" || (hasMessageBus() && onPath(["dunst"]) && onPath(["Xvfb"]))) return;
  installByApt(
    "For the tests of notifications, a message bus and a notification server are missing; getting Debian's:",
    ["dbus", "dunst", "xvfb"],
  );
  if (!hasMessageBus()) say("There is no dbus-daemon: tests of notifications over D-Bus are left out.");
};
