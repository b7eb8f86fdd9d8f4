import { limits } from "#contract/limits.ts";
import { HubError } from "../errors.ts";
import type { Clock } from "../ports.ts";

/** Counts wrong tickets and keys of each address. */
export interface WrongSecrets {
  /** Throws `rate-limited` once there were too many within an hour. */
  count(address: string): void;
}

const WINDOW_MS = 3_600_000;
const MOST_ADDRESSES = 10_000;

export const createWrongSecrets = (clock: Clock): WrongSecrets => {
  const byAddress = new Map<string, { count: number; since: number }>();
  return {
    count(address) {
      const now = clock();
      const known = byAddress.get(address);
      // The absolute difference: a clock that was set back must not lock anybody out for long.
      const current = known !== undefined && Math.abs(now - known.since) < WINDOW_MS ? known : { count: 0, since: now };
      if (current.count >= limits.wrongSecrets) {
        const retryAfterSeconds = Math.max(1, Math.ceil((current.since + WINDOW_MS - now) / 1000));
        throw new HubError(
          "rate-limited",
          "Too many wrong keys or links from this address. Wait before the next try.",
          {
            retryAfterSeconds,
          },
        );
      }
      if (byAddress.size >= MOST_ADDRESSES) byAddress.clear();
      byAddress.set(address, { ...current, count: current.count + 1 });
    },
  };
};
