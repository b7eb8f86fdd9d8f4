import type { Clock } from "../ports.ts";

export interface Alarm {
  /** Something comes at this time. */
  watch(at: number): void;
  close(): void;
}

/** Timers don't follow a clock that is set anew, so it is read at least so often while something comes. */
const LOOK_AGAIN_MS = 60_000;
/** A timer that is so much off by the clock shows that the computer slept, or that its clock was set. */
const JUMP_MS = 30_000;

/**
 * One timer for what comes next, and none when nothing does. When it goes off and the clock went another way meanwhile,
 * `onJump` is told first; then `onTime`, which gives the time of what comes next.
 */
export const createAlarm = (parts: {
  clock: Clock;
  onTime(now: number): number | undefined;
  onJump(now: number): void;
}): Alarm => {
  let armed: { at: number; timer: NodeJS.Timeout } | undefined;
  let isClosed = false;

  const watch = (at: number) => {
    if (isClosed || (armed !== undefined && armed.at <= at)) return;
    clearTimeout(armed?.timer);
    const now = parts.clock();
    const lookAt = Math.min(Math.max(at, now), now + LOOK_AGAIN_MS);
    armed = { at: lookAt, timer: setTimeout(look, lookAt - now + 1, lookAt).unref() };
  };
  const look = (at: number) => {
    armed = undefined;
    const now = parts.clock();
    if (Math.abs(now - at) > JUMP_MS) parts.onJump(now);
    const next = parts.onTime(now);
    if (next !== undefined) watch(next);
  };
  return {
    watch,
    close() {
      isClosed = true;
      clearTimeout(armed?.timer);
    },
  };
};
