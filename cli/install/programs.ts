import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import type { World } from "../world.ts";
import type { FileForm, FilePlan, Programs } from "./plan.ts";
import { decode, readBytes } from "./file-state.ts";

/** The program files that come with this command line. */
export interface Bundles {
  readonly commandLine: string;
  readonly hook: string;
}

// npm links the program into a folder on the PATH.
const followed = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

/**
 * Finds the self-contained command line and the hook program: beside the program that runs, or that is it. Throws `Failure`
 * when one is missing.
 */
export const findBundles = (world: Pick<World, "program">): Bundles => {
  const program = followed(world.program);
  const folder = dirname(program);
  const whole = join(folder, "one", "muster.cjs");
  // Without parts beside it, the one that runs is all of it in one file.
  const commandLine = existsSync(whole) ? whole : existsSync(join(folder, "parts")) ? undefined : program;
  const hook = join(folder, "muster-hook.cjs");
  if (commandLine && existsSync(hook)) return { commandLine, hook };
  throw new Failure(exits.unexpected, `The programs to install are not in ${folder}: build Muster first`);
};

/** Where the agents' configurations find the programs: in the client folder, which stays when a checkout goes. */
export const programsIn = (client: string, { node }: Pick<World, "node">): Programs => ({
  node,
  hook: join(client, "bin", "muster-hook.cjs"),
  commandLine: join(client, "bin", "muster.cjs"),
});

const copyForm = (from: string): FileForm => {
  const text = decode(readBytes(from) ?? Buffer.from(""));
  return { byHand: from, add: () => text, remove: () => undefined };
};

/** The copies of the programs, as files among the others that are installed. */
export const programPlans = (bundles: Bundles, programs: Programs): readonly FilePlan[] => [
  { path: programs.commandLine, holds: "command line", form: copyForm(bundles.commandLine), mode: 0o755 },
  { path: programs.hook, holds: "hook program", form: copyForm(bundles.hook), mode: 0o755 },
];
