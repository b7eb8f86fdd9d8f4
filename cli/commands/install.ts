import { agentKinds } from "#contract/agent-kinds.ts";
import type { Given } from "../arguments.ts";
import { type Exit, exits } from "../exits.ts";
import { mayGoOn } from "../install/dialogue.ts";
import { isFound } from "../install/find-agent.ts";
import { install, placeOf, prepareInstallation, type Target, targetOf } from "../install/installation.ts";
import { changes } from "../install/prepare.ts";
import { readKinds, readScope } from "../install/which-agents.ts";
import { note } from "../output/note.ts";
import { plain } from "../output/plain.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

const describe = ({ kind, found, integration, plans }: Target): string => {
  const { label } = agentKinds[kind];
  if (!isFound(found)) {
    const names = integration.programs.map((name) => `“${name}”`).join(" or ");
    return `${label} was not found: ${names} is not on the PATH, and it has no folder of its own here`;
  }
  const parts = new Set(plans.map(({ holds }) => holds));
  const where = found.program ?? "not on the PATH, but its folder is there";
  return `${label}${found.version ? ` ${found.version}` : ""} (${where}): ${[...parts].join(", ")}`;
};

/** `muster install`: puts hooks, MCP server and skill into an agent's configuration. */
export const run = async ({ words, options }: Given<typeof verbs.install.options>, world: World): Promise<Exit> => {
  const { kinds, isAll } = readKinds(words);
  const place = placeOf(world, readScope(options));
  const looked = await Promise.all(kinds.map((kind) => targetOf(world, kind, place)));
  for (const target of looked) if (isFound(target.found) || !isAll) await note(world, plain(describe(target)));
  const targets = isAll ? looked.filter(({ found }) => isFound(found)) : looked;
  if (targets.length === 0) {
    await note(world, "no agent was found on this machine");
    return exits.invalid;
  }
  const shown = prepareInstallation(world, targets);
  if (!(await mayGoOn(world, shown, options))) return shown.problems.length > 0 ? exits.invalid : exits.done;
  // Agents write into their files all the time, also while a person reads what would change.
  const prepared = prepareInstallation(world, targets);
  const exit = prepared.problems.length > 0 ? exits.invalid : exits.done;
  install(world, targets, place, prepared);
  if (!prepared.changes.some(changes)) return exit;
  const labels = targets.map(({ kind }) => agentKinds[kind].label).join(", ");
  await world.stdout.write(`Installed for ${labels}. muster doctor checks it.\n`);
  for (const { integration } of targets) {
    for (const advice of integration.afterwards ?? []) await note(world, advice);
  }
  return exit;
};
