import type { Session } from "#contract/session.ts";
import { sessionByExternalId } from "../config/session-by-external-id.ts";
import type { Hub } from "../http/hub.ts";
import type { World } from "../world.ts";
import { createOutage } from "./outage.ts";
import { createPauses } from "./pauses.ts";

/**
 * The session with an agent's own session id, waited for until `until` (milliseconds since the epoch): its first sign may
 * still be on its way. Undefined when it did not appear, or the process was asked to end.
 */
export const awaitSession = async (
  world: World,
  hub: Hub,
  externalId: string,
  until: number,
): Promise<Session | undefined> => {
  const outage = createOutage(world, hub.url);
  const pauses = createPauses(world.random);
  const left = () => Math.max(0, until - world.now());
  while (!world.ending().aborted) {
    try {
      const found = await sessionByExternalId(hub, externalId, world.ending());
      await outage.over();
      if (found) return found;
      if (left() > 0) await world.pause(Math.min(pauses.next(), left()), world.ending());
    } catch (error) {
      if (world.ending().aborted) return undefined;
      await outage.wait(error, left());
    }
    if (left() === 0) return undefined;
  }
  return undefined;
};
