import type { AttentionPreferences } from "#contract/attention.ts";
import type { Change, Changes } from "../changes.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { PreferencesService } from "./attention-preferences.ts";
import { nextQuietHoursAt } from "./quiet-hours.ts";
import { quietUntil } from "./quiet.ts";

/** Timers don't follow a clock that is set anew. */
const LOOK_AGAIN_MS = 30 * 60_000;

interface Known {
  preferences: AttentionPreferences;
  until: number | null;
}

/** When it becomes quiet next, or stops being so. */
const changesAt = ({ preferences, until }: Known, now: number): number | null =>
  until ?? nextQuietHoursAt(preferences.quietHours, now);

/**
 * Tells each person's screens when quiet hours begin and end. One timer, and none where nobody has such hours. `look` is for
 * when the clock may have gone another way.
 */
export const createQuietNews = async (parts: {
  store: Store;
  clock: Clock;
  logger: Logger;
  changes: Changes;
  preferences: PreferencesService;
}): Promise<{ take(change: Change): void; look(): void; close(): void }> => {
  const { store, clock, changes, preferences } = parts;
  const known = new Map<string, Known>();
  let timer: NodeJS.Timeout | undefined;

  const schedule = () => {
    clearTimeout(timer);
    const now = clock();
    const times = Array.from(known.values(), (one) => changesAt(one, now)).filter((at) => at !== null);
    if (times.length === 0) return;
    const delay = Math.min(Math.max(0, Math.min(...times) - now) + 1, LOOK_AGAIN_MS);
    timer = setTimeout(look, delay).unref();
  };
  const look = () => {
    const now = clock();
    for (const [personId, one] of known) {
      const until = quietUntil(one.preferences, now)?.until ?? null;
      if (until === one.until) continue;
      one.until = until;
      changes.publish({ type: "attention", personId, preferences: one.preferences, quietUntil: until });
    }
    schedule();
  };
  for (const { personId } of await store.read.attention.all()) {
    const own = await preferences.of(personId);
    known.set(personId, { preferences: own, until: quietUntil(own, clock())?.until ?? null });
  }
  schedule();
  return {
    take(change) {
      if (change.type !== "attention") return;
      known.set(change.personId, { preferences: change.preferences, until: change.quietUntil });
      schedule();
    },
    look,
    close: () => clearTimeout(timer),
  };
};
