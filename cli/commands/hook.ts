import type { Given } from "../arguments.ts";
import type { Exit } from "../exits.ts";
import { runHookHere } from "../hook/process.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

/** `muster hook KIND`: one call of an agent's hook, as `muster-hook.cjs` does it. */
export const run = async ({ words, options }: Given<typeof verbs.hook.options>, world: World): Promise<Exit> => {
  const limit = options.limit === undefined ? [] : ["--limit", options.limit];
  // What reads the standard input may still be closing; a hook has nothing left to wait for.
  const code = await runHookHere([...words, ...limit], world.program);
  process.exit(code);
};
