import { execFile } from "node:child_process";

/** What a helper program of the system prints; empty when it is not there, fails, or takes longer than 1.5 s. */
export const quickCommand = async (program: string, args: string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: 1500, windowsHide: true, maxBuffer: 8_000_000 }, (error, stdout) =>
      resolve(error ? "" : stdout),
    );
  });
