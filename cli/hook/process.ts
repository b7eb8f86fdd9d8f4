import { writeSync } from "node:fs";
import type { Output } from "../integrations/hook.ts";
import type { World } from "../world.ts";
import { readInput } from "./input.ts";
import { runHook } from "./run.ts";

const writeAll = (handle: number, text: string | undefined) => {
  const bytes = Buffer.from(text ?? "");
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(handle, bytes, done);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5); // The agent has not read the rest yet.
    }
  }
};

type Computer = Pick<World, "env" | "platform" | "home" | "now" | "random" | "pause">;

/** Runs a hook call in this process, over its own standard input and output. Gives the exit code; never throws. */
export const runHookHere = async (
  words: readonly string[],
  { env, platform, home, now, random, pause }: Computer,
  program: string,
): Promise<number> => {
  let exitCode = 0;
  const print = ({ stdout, stderr, exitCode: code }: Output) => {
    writeAll(1, stdout);
    writeAll(2, stderr);
    exitCode = code ?? 0;
  };
  await runHook(words, { env, platform, home, now, random, pause, program, input: readInput, print });
  return exitCode;
};
