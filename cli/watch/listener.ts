import { limits } from "#contract/limits.ts";
import type { Carrier } from "#contract/receipt.ts";
import type { AckRequest, DueReply, RepliesAnswer } from "#contract/reply.ts";
import type { Hub } from "../http/hub.ts";
import { sendWaiting } from "../outbox/contact.ts";
import type { World } from "../world.ts";
import { sayTaken } from "./acknowledge.ts";
import { createOutage } from "./outage.ts";

/** Waits for the replies of one session. */
export interface Listener {
  /** The next replies; `late` when the time is up, `ended` when the process was asked to end. */
  next(): Promise<RepliesAnswer | "late" | "ended">;
  /**
   * Says that these were printed, or what else became of them. What the hub can't hear now it hears at the next contact.
   */
  acknowledge(items: readonly Pick<DueReply, "id">[], result?: Outcome): Promise<void>;
}

/** Why a reply could not be given, for one that was not taken up. */
export type Outcome = Pick<AckRequest, "outcome" | "note">;

/** An empty answer sooner than this means that the hub did not wait. */
const soonMilliseconds = 500;

export interface ListenerOptions {
  /** As what it asks; `watch` when left out. */
  readonly carrier?: Carrier;
  /** The ids of what was printed and acknowledged, for one that is shared by several listeners. */
  readonly printed?: Set<string>;
  /** How long a hub that is away is waited for before `next` throws; for ever when left out. */
  readonly mostAwayMilliseconds?: number;
}

/** `until` is the time, in milliseconds since the epoch, after which nothing is waited for. */
export const createListener = (
  world: World,
  hub: Hub,
  session: string,
  until: number,
  { carrier = "watch", printed = new Set(), mostAwayMilliseconds }: ListenerOptions = {},
): Listener => {
  const outage = createOutage(world, hub.url, mostAwayMilliseconds);
  const left = () => Math.max(0, until - world.now());

  const acknowledge: Listener["acknowledge"] = async (items, result) => {
    for (const { id } of items) printed.add(id);
    await sayTaken(world, hub, session, { ids: items.map(({ id }) => id), ...result });
  };

  /** One call; undefined when it brought nothing. */
  const ask = async (): Promise<RepliesAnswer | undefined> => {
    await sendWaiting(hub, world);
    const wait = Math.min(limits.waitSeconds, Math.ceil(left() / 1000));
    const startedAt = world.now();
    const { items, stop } = await hub.waiting(wait).call("dueReplies", {
      params: { id: session },
      query: { wait: String(wait), carrier },
      signal: world.ending(),
    });
    await outage.over();
    const fresh = items.filter(({ id }) => !printed.has(id));
    // Given again, so the hub did not hear of it the first time.
    if (fresh.length < items.length) await acknowledge(items.filter(({ id }) => printed.has(id)));
    if (fresh.length > 0) return { items: fresh, stop: fresh.some((item) => item.stop) };
    if (stop && items.length === 0) return { items, stop };
    await outage.empty(wait > 0 && world.now() - startedAt < soonMilliseconds, left());
    return undefined;
  };

  return {
    acknowledge,
    async next() {
      for (;;) {
        if (world.ending().aborted) return "ended";
        try {
          const found = await ask();
          if (found) return found;
        } catch (error) {
          if (world.ending().aborted) return "ended";
          await outage.wait(error, left());
        }
        if (left() === 0) return world.ending().aborted ? "ended" : "late";
      }
    },
  };
};
