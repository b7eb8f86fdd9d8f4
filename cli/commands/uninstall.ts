import { agentKinds } from "#contract/agent-kinds.ts";
import type { Given } from "../arguments.ts";
import { type Exit, exits } from "../exits.ts";
import { mayGoOn } from "../install/dialogue.ts";
import { placeOf, prepareRemoval, remove, targetOf } from "../install/installation.ts";
import { changes } from "../install/prepare.ts";
import { readKinds, readScope } from "../install/which-agents.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

/** `muster uninstall`: takes Muster out of an agent's configuration again. */
export const run = async ({ words, options }: Given<typeof verbs.uninstall.options>, world: World): Promise<Exit> => {
  const { kinds } = readKinds(words);
  const place = placeOf(world, readScope(options));
  const targets = await Promise.all(kinds.map((kind) => targetOf(world, kind, place)));
  const shown = prepareRemoval(world, targets, place);
  if (!(await mayGoOn(world, shown, options))) return shown.problems.length > 0 ? exits.invalid : exits.done;
  // Agents write into their files all the time, also while a person reads what would change.
  const prepared = prepareRemoval(world, targets, place);
  const exit = prepared.problems.length > 0 ? exits.invalid : exits.done;
  remove(world, targets, place, prepared);
  const changed = new Set(prepared.changes.filter(changes).map(({ path }) => path));
  const done = targets.filter(({ plans }) => plans.some(({ path }) => changed.has(path)));
  if (done.length > 0) {
    await world.stdout.write(`Uninstalled for ${done.map(({ kind }) => agentKinds[kind].label).join(", ")}.\n`);
  }
  return exit;
};
