import { findHub, type Hub } from "../http/hub.ts";
import { note } from "../output/note.ts";
import type { World } from "../world.ts";
import { type Flushed, flush } from "./flush.ts";
import { listWaiting, outboxFolder } from "./waiting.ts";
import { isProblem, isUnreachable } from "../errors.ts";

const several = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;

/** Says on stderr what became of what had waited; `except` is what the caller speaks of itself. */
export const tell = async (world: World, { sent, failed }: Flushed, except?: string): Promise<void> => {
  const others = [...sent].filter(([name, answer]) => name !== except && answer).length;
  if (others > 0) await note(world, `sent ${several(others, "message")} that had been kept`);
  for (const [name, { reason, path }] of failed) {
    if (name !== except) await note(world, `a kept message was refused. ${reason}\n  It lies in ${path}`);
  }
};

/** Sends what waits before a verb's own calls. Throws when the hub can't be reached or refuses the key. */
export const sendWaiting = async (hub: Hub, world: World): Promise<void> => {
  if (listWaiting(outboxFolder(hub.target.folder)).length === 0) return;
  const { openOutbox } = await import("./outbox.ts");
  const outbox = openOutbox(hub.target.folder, world.now);
  const flushed = await flush(hub, outbox, world, 0);
  await tell(world, flushed);
  const { stopped } = flushed;
  const isFatal = isUnreachable(stopped) || (isProblem(stopped) && stopped.status < 429);
  if (isFatal) throw stopped;
};

/** The hub of this user, with all sent that had waited for it. */
export const contactHub = async (world: World): Promise<Hub> => {
  const hub = findHub(world);
  await sendWaiting(hub, world);
  return hub;
};
