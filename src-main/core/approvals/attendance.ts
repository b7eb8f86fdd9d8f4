/** Knows which approvals someone waits for, and for how long nobody has. */
export interface Attendance {
  /** Somebody waits. */
  came(id: string): void;
  /** Nobody waits any more; whoever comes back within the lease is in time. */
  left(id: string): void;
  /** It is over. */
  forget(id: string): void;
  close(): void;
}

/**
 * One timer for each approval that was waited for and is not now. Timers know nothing of the clock, so a clock that is set
 * anew ends none; while the computer sleeps they stand still, as those who wait do.
 */
export const createAttendance = (parts: { leaseMs(): number; onGone(id: string): void }): Attendance => {
  const timers = new Map<string, NodeJS.Timeout>();
  let isClosed = false;
  const forget = (id: string) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  return {
    came: forget,
    left(id) {
      forget(id);
      if (isClosed) return;
      const timer = setTimeout(() => {
        timers.delete(id);
        parts.onGone(id);
      }, parts.leaseMs());
      timers.set(id, timer.unref());
    },
    forget,
    close() {
      isClosed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
};
