import { keepOpened } from "../config/keep-opened.ts";
import { folderKey, readOpened } from "../config/last-opened.ts";
import type { Reading } from "../integrations/hook.ts";
import type { World } from "../world.ts";

/** What it needs of a hook's call. */
interface Beginning {
  readonly reading: Pick<Reading, "event" | "begins" | "folder" | "subagent">;
  readonly target: { readonly folder: string };
  readonly world: Pick<World, "env" | "platform" | "home" | "pause" | "now">;
}

/**
 * Keeps the agent's session as the one last opened in its folder, so that `muster` in its shell finds it. Where nothing was
 * opened yet, a prompt counts too; a session that the agent opened itself since stays.
 */
export const keepOpenedByHook = async (
  { reading, target, world }: Beginning,
  session: { id: string; title: string },
): Promise<void> => {
  const { event, begins = event === "started", folder, subagent } = reading;
  if (folder === undefined || subagent === true) return;
  const known = readOpened(target.folder)[folderKey(folder, world.platform)]?.id;
  if (known === session.id || (!begins && known !== undefined)) return;
  await keepOpened(world, folder, session);
};
