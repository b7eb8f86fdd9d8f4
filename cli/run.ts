import { type Given, type OptionTable, readArguments } from "./arguments.ts";
import { type Exit, exits } from "./exits.ts";
import { isVerb, type Verb, type VerbName, verbs } from "./verbs.ts";
import type { World } from "./world.ts";

/** Whoever read our output is gone: nothing is left to do. */
const isClosedPipe = (error: unknown): boolean => {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code === "EPIPE" || code === "ERR_STREAM_DESTROYED";
};

const asksForHelp = (words: readonly string[]) => {
  const end = words.indexOf("--");
  const options = end < 0 ? words : words.slice(0, end);
  return options.includes("--help") || options.includes("-h");
};

const showHelp = async (world: World, name: VerbName | undefined): Promise<Exit> => {
  const { overviewHelp, verbHelp } = await import("./output/help.ts");
  await world.stdout.write(name ? verbHelp(name) : overviewHelp());
  return exits.done;
};

const refuseVerb = async (world: World, name: string): Promise<Exit> => {
  const { suggest } = await import("./output/suggest.ts");
  const meant = suggest(name, [...Object.keys(verbs), "help"]);
  await world.stderr.write(
    `muster: there is no “${name}”${meant ? `; did you mean “${meant}”?` : ""}\nRun muster help for what there is.\n`,
  );
  return exits.invalid;
};

const runVerb = async (world: World, name: VerbName, rest: readonly string[]): Promise<Exit> => {
  const verb: Verb = verbs[name];
  const given: Given<OptionTable> = readArguments(verb.options, rest);
  const { run } = await verb.load();
  return run(given as never, world);
};

const fail = async (error: unknown, world: World, name: string): Promise<Exit> => {
  const ending = world.hasEnded();
  if (ending !== undefined) return ending;
  if (isClosedPipe(error)) return exits.done;
  const { explainHere } = await import("./output/explain-here.ts");
  const { exit, words } = explainHere(error, world);
  await world.stderr.write(`muster ${name}: ${words}\n`);
  return exit;
};

/** Runs one command line and gives its exit code; it never throws. */
export const runCommandLine = async (words: readonly string[], world: World): Promise<Exit> => {
  const [name = "help", ...rest] = words;
  try {
    if (name === "--version" || name === "-v") {
      const { version } = await import("./output/help.ts");
      await world.stdout.write(`${version}\n`);
      return exits.done;
    }
    if (name === "help" || name === "--help" || name === "-h") {
      const [topic] = rest;
      if (topic !== undefined && !isVerb(topic)) return await refuseVerb(world, topic);
      return await showHelp(world, topic);
    }
    if (!isVerb(name)) return await refuseVerb(world, name);
    if (asksForHelp(rest)) return await showHelp(world, name);
    return await runVerb(world, name, rest);
  } catch (error) {
    return fail(error, world, name).catch(() => exits.unexpected);
  }
};
