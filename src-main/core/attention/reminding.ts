import type { Clock, Logger, Store } from "../ports.ts";
import { createExpiry } from "../waits/expiry.ts";
import type { ConsiderParts } from "./consider.ts";
import { escalate, release } from "./due.ts";
import type { Batch } from "./journal.ts";
import type { Tasks } from "./tasks.ts";
import type { WebhookCalls } from "./webhook-calls.ts";

/** Has everything that waits for a time looked at when it has come. */
export interface Reminding {
  /** At once, and again when the next time has come. */
  look(): void;
  settled(): Promise<void>;
  close(): Promise<void>;
}

const PAUSE_MS = 1000;

export const startReminding = (
  parts: ConsiderParts & { store: Store; clock: Clock; logger: Logger; tasks: Tasks; webhooks: WebhookCalls },
): Reminding => {
  const { store, clock, logger, tasks } = parts;
  const next = async () => {
    const times = [await store.read.notices.nextHeld(), await store.read.escalations.next()];
    const known = times.filter((time) => time !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  };
  const escalateAll = async (batch: Batch, now: number) => {
    for (const due of await store.read.escalations.due(now)) {
      await escalate(parts, batch, due).catch((error: unknown) => {
        logger.warn({ error: String(error) }, "what nobody answered could not be told elsewhere");
        batch.write((tx) => tx.escalations.remove(due.personId, due.happeningId));
      });
    }
  };
  /** Nothing is written, and no timer is left, where nothing waits. */
  const lookNow = async () => {
    const now = clock();
    const at = await next();
    if (at === undefined || at > now) return at;
    tasks.add(async (batch) => release(parts, batch, await store.read.notices.held(now)));
    tasks.add((batch) => escalateAll(batch, now));
    await tasks.settled();
    const then = await next();
    // What could not be done now must not be tried without a pause.
    return then === undefined ? undefined : Math.max(then, now + PAUSE_MS);
  };
  const expiry = createExpiry({ clock, logger, of: "notifications", expire: lookNow });
  const lookAndWatch = async () => {
    const at = await lookNow();
    if (at !== undefined) expiry.watch(at);
  };
  let running = Promise.resolve();
  return {
    look() {
      running = running
        .then(lookAndWatch)
        .catch((error: unknown) =>
          logger.warn({ error: String(error) }, "what waits for a time could not be looked at"),
        );
    },
    settled: () => running,
    async close() {
      await running;
      await expiry.close();
    },
  };
};
