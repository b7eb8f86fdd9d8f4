import type { RepliesAnswer } from "#contract/reply.ts";
import { limits } from "#contract/limits.ts";
import { isProblem } from "../errors.ts";
import { canWait } from "../outbox/entry.ts";
import { createPauses } from "../watch/pauses.ts";
import { watchParents } from "./parents.ts";
import type { OpenCall } from "./call.ts";

/** The hook ends so long before the agent would give up on it. */
const marginSeconds = 5;
/** Without word from who installed the hook: less than the shortest default of the agents. */
const usualLimitSeconds = 55;
/** An empty answer so much sooner than asked for means that the hub did not wait. */
const soonMilliseconds = 1000;

/** The seconds for which this hook may still wait. */
export const secondsLeft = ({ world, startedAt, limitSeconds = usualLimitSeconds }: OpenCall, most: number): number =>
  Math.min(most, limitSeconds - marginSeconds) - (world.now() - startedAt) / 1000;

/**
 * Waits at the end of a turn until a reply is due. Undefined when none came in time, when the hub would not wait (nobody wants
 * it any more), or when the agent is gone.
 */
export const waitForReplies = async (
  call: OpenCall,
  session: string,
  waitSeconds: number,
): Promise<RepliesAnswer | undefined> => {
  const { world, door, reading } = call;
  const most = Math.min(waitSeconds, reading.mostWaitSeconds ?? 0);
  const parents = await watchParents(world.env);
  const pauses = createPauses(world.random);
  let refusals = 0;
  try {
    while (!parents.gone.aborted) {
      const wait = Math.min(limits.waitSeconds, Math.floor(secondsLeft(call, most)));
      if (wait < 1) return undefined;
      const askedAt = world.now();
      try {
        const found = await door.waiting(wait).call("dueReplies", {
          params: { id: session },
          query: { wait: String(wait), carrier: "hook" },
          signal: parents.gone,
        });
        if (found.items.length > 0 || found.stop) return found;
        const isSoon = world.now() - askedAt < Math.min(soonMilliseconds, wait * 1000);
        refusals = isSoon ? refusals + 1 : 0;
        // Once may be a hub that is about to restart.
        if (refusals > 1) return undefined;
      } catch (error) {
        if (parents.gone.aborted || !(canWait(error) || (isProblem(error) && error.status >= 500))) return undefined;
        refusals = 0;
      }
      const isPaused = refusals > 0 || world.now() - askedAt < soonMilliseconds;
      if (isPaused) await world.pause(pauses.next(), parents.gone);
      else pauses.reset();
    }
    return undefined;
  } finally {
    parents.stop();
  }
};
