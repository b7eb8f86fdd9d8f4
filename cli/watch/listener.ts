import { limits } from "#contract/limits.ts";
import type { DueReply, RepliesAnswer } from "#contract/reply.ts";
import type { Hub } from "../http/hub.ts";
import { sendWaiting } from "../outbox/contact.ts";
import { canWait, type Delivery, deliver } from "../outbox/entry.ts";
import { newKey } from "../outbox/key.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { explain } from "../output/explain.ts";
import { note } from "../output/note.ts";
import type { World } from "../world.ts";
import { createOutage } from "./outage.ts";
import { isProblem } from "../errors.ts";

/** Waits for the replies of one session. */
export interface Listener {
  /** The next replies; `late` when the time is up, `ended` when the process was asked to end. */
  next(): Promise<RepliesAnswer | "late" | "ended">;
  /** Says that these were printed. What the hub can't hear now it hears at the next contact. */
  acknowledge(items: readonly DueReply[]): Promise<void>;
}

/** An empty answer sooner than this means that the hub did not wait. */
const soonMilliseconds = 500;

/** `until` is the time, in milliseconds since the epoch, after which nothing is waited for. */
export const createListener = (world: World, hub: Hub, session: string, until: number): Listener => {
  const outage = createOutage(world, hub.url);
  const outbox = openOutbox(hub.target.folder, world.now);
  const printed = new Set<string>();
  const left = () => Math.max(0, until - world.now());

  const acknowledge = async (items: readonly DueReply[]) => {
    if (items.length === 0) return;
    const ids = items.map(({ id }) => id);
    for (const id of ids) printed.add(id);
    const delivery: Delivery = { call: "ackReplies", session, key: newKey(world.random), body: { ids } };
    try {
      await deliver(hub.client, delivery);
    } catch (error) {
      const { words } = explain(error, hub.url);
      if (canWait(error)) {
        outbox.add(delivery, hub.target.identity);
        await note(world, `${words}. The acknowledgement is kept and will be sent later`);
      } else if (isProblem(error) && error.code !== "unauthorized") {
        await note(world, `the reply could not be acknowledged. ${words}`);
      } else throw error;
    }
  };

  /** One call; undefined when it brought nothing. */
  const ask = async (): Promise<RepliesAnswer | undefined> => {
    await sendWaiting(hub, world);
    const wait = Math.min(limits.waitSeconds, Math.ceil(left() / 1000));
    const startedAt = world.now();
    const { items, stop } = await hub.waiting(wait).call("dueReplies", {
      params: { id: session },
      query: { wait: String(wait), carrier: "watch" },
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
