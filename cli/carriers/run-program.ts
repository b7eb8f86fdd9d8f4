import { execFile } from "node:child_process";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { oneLine } from "../output/plain.ts";

const limitMilliseconds = 30_000;

/** Runs a program to its end and gives what it printed. Throws `Failure` with its own words when it fails. */
export const runProgram = (program: string, words: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, words, { timeout: limitMilliseconds, windowsHide: true }, (error, stdout, stderr) => {
      if (!error) {
        resolve(stdout);
        return;
      }
      const why = oneLine(stderr).slice(0, 300) || (error.killed ? "no answer in time" : (error.code ?? "it failed"));
      reject(new Failure(exits.unexpected, `${program}: ${why}`, { cause: error }));
    });
  });
