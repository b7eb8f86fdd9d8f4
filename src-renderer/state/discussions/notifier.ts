import type { Later } from "./reading.ts";

const NOTIFY_MS = 16;

/** Tells listeners of changes, at once or gathered over a frame, and counts them. */
export const createNotifier = (later: Later) => {
  const listeners = new Set<() => void>();
  let version = 0;
  let stopTimer: (() => void) | null = null;
  const now = () => {
    stopTimer?.();
    stopTimer = null;
    version += 1;
    for (const listener of listeners) listener();
  };
  return {
    now,
    soon: () => void (stopTimer ??= later(now, NOTIFY_MS)),
    version: () => version,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => stopTimer?.(),
  };
};
