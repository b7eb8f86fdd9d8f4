import { writeSync } from "node:fs";
import type { Output } from "../integrations/hook.ts";
import type { HookWorld } from "./call.ts";
import { readInput } from "./input.ts";
import { pause } from "../pause.ts";
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

// Where HOME is set, node:os need not be loaded. Node before 20.16 has no way to load it so late.
const homeOfSystem = (): string => {
  const found = process.getBuiltinModule?.("node:os").homedir();
  if (found) return found;
  throw new Error("no home folder is known: set HOME, or MUSTER_HOME");
};

/** Runs a hook call in this process, over its own standard input and output. Gives the exit code; never throws. */
export const runHookHere = async (words: readonly string[], program: string): Promise<number> => {
  let exitCode = 0;
  const print = ({ stdout, stderr, exitCode: code }: Output) => {
    writeAll(1, stdout);
    writeAll(2, stderr);
    exitCode = code ?? 0;
  };
  const { env, platform } = process;
  const { HOME, USERPROFILE } = env;
  const home = () => (platform === "win32" ? USERPROFILE : HOME) || homeOfSystem();
  const clock = { now: Date.now, random: Math.random, pause };
  const world: HookWorld = { env, platform, home, ...clock, program, input: readInput, print };
  await runHook(words, world);
  return exitCode;
};
