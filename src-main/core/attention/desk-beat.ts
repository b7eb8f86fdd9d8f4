import type { Clock } from "../ports.ts";

/** setTimeout takes no longer ones; whoever waits longer looks again in between. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Calls `tell` after something changed, at once at first and then once in `restMs` at most, and at times that are known
 * before. Nothing runs while there is neither.
 */
export const createBeat = ({ clock, restMs, tell }: { clock: Clock; restMs: number; tell(): void }) => {
  let lastAt = Number.NEGATIVE_INFINITY;
  let resting: NodeJS.Timeout | undefined;
  let waiting: NodeJS.Timeout | undefined;
  const run = () => {
    clearTimeout(resting);
    resting = undefined;
    // Not by the hub's clock, which may be put back.
    lastAt = performance.now();
    tell();
  };
  return {
    changed(): void {
      if (resting !== undefined) return;
      const rest = lastAt + restMs - performance.now();
      if (rest <= 0) run();
      else resting = setTimeout(run, rest).unref();
    },
    /** The one time to come; takes the place of the one from before. In milliseconds since the epoch. */
    at(time: number | undefined): void {
      clearTimeout(waiting);
      waiting = undefined;
      if (time === undefined) return;
      waiting = setTimeout(run, Math.min(LONGEST_MS, Math.max(1, time - clock()))).unref();
    },
    stop(): void {
      clearTimeout(resting);
      clearTimeout(waiting);
      resting = undefined;
      waiting = undefined;
    },
  };
};
