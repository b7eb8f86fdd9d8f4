import type { Clock } from "./ports.ts";

export interface Buckets {
  /** Takes one; returns 0 when there was one, else the seconds until there is one. */
  take(key: string): number;
  forget(key: string): void;
}

/** A token bucket for each key: `burst` at once, `perMinute` in the long run. A clock set back refills nothing. */
export const createBuckets = (
  clock: Clock,
  limit: () => { requestsPerMinute: number; requestBurst: number },
): Buckets => {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(key) {
      const { requestsPerMinute: perMinute, requestBurst: burst } = limit();
      const now = clock();
      const perMs = perMinute / 60_000;
      let bucket = buckets.get(key);
      if (bucket === undefined) {
        bucket = { tokens: burst, at: now };
        buckets.set(key, bucket);
      }
      bucket.tokens = Math.min(burst, bucket.tokens + Math.max(0, now - bucket.at) * perMs);
      bucket.at = now;
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return 0;
      }
      return Math.max(1, Math.ceil((1 - bucket.tokens) / perMs / 1000));
    },
    forget: (key) => {
      buckets.delete(key);
    },
  };
};
