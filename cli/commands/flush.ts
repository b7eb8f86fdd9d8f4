import type { Given } from "../arguments.ts";
import { type Exit, exits } from "../exits.ts";
import { findHub } from "../http/hub.ts";
import { tell } from "../outbox/contact.ts";
import { flush } from "../outbox/flush.ts";
import { linger } from "../outbox/linger.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { explain } from "../output/explain.ts";
import { note } from "../output/note.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

/** `muster flush`: sends what waits in the outbox. */
export const run = async ({ options }: Given<typeof verbs.flush.options>, world: World): Promise<Exit> => {
  const hub = findHub(world);
  if (options.linger) return linger(hub, world);
  const flushed = await flush(hub, openOutbox(hub.target.folder, world.now), world, 5000);
  await tell(world, flushed);
  if (flushed.isBusy) await note(world, "another process is sending just now");
  if (flushed.stopped === undefined) return exits.done;
  const { words, exit } = explain(flushed.stopped, hub.url);
  await note(world, words);
  return exit;
};
