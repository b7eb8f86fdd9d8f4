/** Tells a crash now and then from a loop of crashes. */
export interface CrashLimit {
  /** Counts one; true when so many came so soon that starting again is of no use. */
  isLoop(): boolean;
}

/** `most` crashes within `milliseconds` are no loop yet; `times` are those of earlier ones, and are changed. */
export const createCrashLimit = (most: number, milliseconds: number, times: number[] = []): CrashLimit => ({
  isLoop: () => {
    const now = Date.now();
    const recent = times.filter((time) => time <= now && now - time < milliseconds);
    times.splice(0, times.length, ...recent, now);
    return times.length > most;
  },
});
