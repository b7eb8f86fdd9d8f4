import { spawn } from "node:child_process";
import { constants } from "node:os";

const passedOn = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

const parent = process.ppid;

/**
 * npm passes a signal only to the shell between it and this program, and that shell dies of it alone. So the end of the
 * shell is the wish to end. Started by anything else, this program may outlive its parent.
 * @param {() => void} orphaned
 */
const watchParent = (orphaned) => {
  if (!process.env.npm_lifecycle_event) return () => undefined;
  const timer = setInterval(() => process.ppid !== parent && orphaned(), 250);
  return () => clearInterval(timer);
};

/**
 * Runs a program in this one's place: same terminal, signals passed on. Resolves to its exit code.
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export const runInPlace = (program, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", ...options });
    // On Windows the console tells all its programs by itself, and kill() would not let them close.
    const pass = (/** @type {NodeJS.Signals} */ signal) => {
      if (process.platform !== "win32") child.kill(signal);
    };
    for (const signal of passedOn) process.on(signal, pass);
    const unwatch = watchParent(() => {
      unwatch();
      pass("SIGTERM");
    });
    const done = () => {
      unwatch();
      for (const signal of passedOn) process.off(signal, pass);
    };
    child.on("error", (error) => {
      done();
      reject(error);
    });
    child.on("exit", (code, signal) => {
      done();
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });

/**
 * Runs an entry's work and ends this process with the exit code that it resolves to.
 * @param {() => Promise<number>} work
 */
export const runEntry = async (work) => {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
};
