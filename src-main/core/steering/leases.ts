import type { Clock } from "../ports.ts";

export interface Leases {
  /** Calls back for the session at this time, or earlier if it was already to be called. */
  watch(sessionId: string, at: number): void;
  close(): void;
}

/** One timer for each session that has replies handed over and not acknowledged. */
export const createLeases = (clock: Clock, onEnd: (sessionId: string) => void): Leases => {
  const timers = new Map<string, { at: number; timer: NodeJS.Timeout }>();
  return {
    watch(sessionId, at) {
      const known = timers.get(sessionId);
      if (known !== undefined && known.at <= at) return;
      clearTimeout(known?.timer);
      const delay = Math.min(Math.max(0, at - clock()) + 1, 2_147_483_647);
      const timer = setTimeout(() => {
        timers.delete(sessionId);
        onEnd(sessionId);
      }, delay).unref();
      timers.set(sessionId, { at, timer });
    },
    close() {
      for (const { timer } of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
};
