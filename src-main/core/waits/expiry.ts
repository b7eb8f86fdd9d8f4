import type { Clock, Logger } from "../ports.ts";

export interface Expiry {
  /** Has what may run out looked at when this time has come. */
  watch(at: number): void;
  close(): Promise<void>;
}

/** Timers don't follow a clock that is set anew, so it is read at least so often while something can run out. */
const LOOK_AGAIN_MS = 60_000;

/** One timer for what runs out first. `expire` ends what ran out and gives the next time, if any. */
export const createExpiry = (parts: {
  clock: Clock;
  logger: Logger;
  /** What runs out, in the plural. */
  of: string;
  expire(): Promise<number | undefined>;
}): Expiry => {
  let next: { at: number; timer: NodeJS.Timeout } | undefined;
  let running = Promise.resolve();
  let isClosed = false;

  const watch = (at: number) => {
    if (isClosed || (next !== undefined && next.at <= at)) return;
    clearTimeout(next?.timer);
    const delay = Math.min(Math.max(0, at - parts.clock()) + 1, LOOK_AGAIN_MS);
    next = { at, timer: setTimeout(look, delay).unref() };
  };
  const expire = async () => {
    const at = await parts.expire();
    if (at !== undefined) watch(at);
  };
  const look = () => {
    next = undefined;
    running = running.then(expire).catch((error: unknown) => {
      parts.logger.warn({ error: String(error) }, `${parts.of} that ran out could not be ended; trying again`);
      watch(parts.clock() + LOOK_AGAIN_MS);
    });
  };
  return {
    watch,
    async close() {
      isClosed = true;
      clearTimeout(next?.timer);
      await running;
    },
  };
};
