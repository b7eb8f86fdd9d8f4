import { existsSync } from "node:fs";
import { keepTouching, takeLock } from "../config/lock.ts";
import { type Exit, exits } from "../exits.ts";
import { flusherLock } from "../hook/flusher.ts";
import type { Hub } from "../http/hub.ts";
import { createPauses } from "../watch/pauses.ts";
import type { World } from "../world.ts";
import { canWait } from "./entry.ts";
import { flush } from "./flush.ts";
import { openOutbox } from "./outbox.ts";

/** Long enough for a hub that restarts or a laptop that sleeps; what comes later is the next hook call's work. */
const patienceMilliseconds = 3_600_000;

/** Goes on trying until all is sent, alone among the processes of this machine. */
export const linger = async (hub: Hub, world: World): Promise<Exit> => {
  const held = takeLock(flusherLock(hub.target.folder));
  if (!held) return exits.done;
  const outbox = openOutbox(hub.target.folder, world.now);
  const pauses = createPauses(world.random);
  const until = world.now() + patienceMilliseconds;
  const hasWork = () => existsSync(outbox.folder) && outbox.names().length > 0 && world.now() < until;
  const ending = world.ending();
  const isMine = (name: string) => outbox.read(name)?.identity === hub.target.identity;
  const stopTouching = keepTouching(held);
  try {
    while (hasWork() && !ending.aborted) {
      const { sent, stopped, isBusy } = await flush(hub, outbox, world, 0);
      if (stopped !== undefined && !canWait(stopped)) return exits.unexpected;
      // What waits for another hub is not waited for.
      if (stopped === undefined && !isBusy && !outbox.names().some(isMine)) return exits.done;
      if (sent.size > 0) pauses.reset();
      if (hasWork()) await world.pause(pauses.next(), ending);
    }
    return exits.done;
  } finally {
    stopTouching();
    held.release();
  }
};
