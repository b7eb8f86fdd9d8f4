import { spawn } from "node:child_process";

/**
 * @typedef {object} Children The programs that the demo started and that still run.
 * @property {(args: string[], options: import("node:child_process").SpawnOptions) => Child} start runs a script under this Node
 * @property {() => Promise<void>} endAll asks all to end, cuts off who does not, and resolves when none is left
 *
 * @typedef {object} Child
 * @property {import("node:child_process").ChildProcess} process
 * @property {Promise<number>} ended its exit code; 1 when a signal ended it or it could not be started
 */

const patienceMilliseconds = 10_000;

/** @returns {Children} */
export const createChildren = () => {
  /** @type {Set<Child>} */
  const running = new Set();
  let isEnding = false;
  return {
    start(args, options) {
      if (isEnding) throw new Error("The demo ends.");
      const started = spawn(process.execPath, args, { windowsHide: true, ...options });
      /** @type {Child} */
      const child = {
        process: started,
        ended: new Promise((resolve) => {
          started.on("error", () => resolve(1));
          started.on("close", (code) => resolve(code ?? 1));
        }),
      };
      running.add(child);
      void child.ended.then(() => running.delete(child));
      return child;
    },
    async endAll() {
      isEnding = true;
      const all = [...running];
      for (const { process: program } of all) program.kill("SIGTERM");
      const cutOff = setTimeout(() => {
        for (const { process: program } of running) program.kill("SIGKILL");
      }, patienceMilliseconds);
      await Promise.all(all.map(({ ended }) => ended));
      clearTimeout(cutOff);
    },
  };
};
