import type { Clock } from "../ports.ts";

const WINDOW_MS = 600_000;
const MOST_KEYS = 10_000;

interface Count<T> {
  about: T;
  since: number;
  written: number;
  /** How many were counted since the last entry, and not written. */
  more: number;
}

/** Decides what of a kind is written, and with how many that were not; by key, within ten minutes. */
export interface Tally<T> {
  /** The number of those before that were only counted; undefined when this is one of them. */
  take(key: string, about: T): number | undefined;
  /** What was only counted in times that are over; told once. */
  over(): { about: T; more: number }[];
}

export const createTally = <T>(
  clock: Clock,
  { mostOfOne, mostOfAll = Number.POSITIVE_INFINITY }: { mostOfOne: number; mostOfAll?: number },
): Tally<T> => {
  const counts = new Map<string, Count<T>>();
  let all = { since: clock(), written: 0 };
  // The absolute difference: a clock that was set back must not keep a time from ending.
  const isOver = ({ since }: { since: number }) => Math.abs(clock() - since) >= WINDOW_MS;
  const countOf = (key: string, about: T): Count<T> => {
    if (!counts.has(key) && counts.size >= MOST_KEYS) counts.clear();
    const known = counts.get(key) ?? { about, since: clock(), written: 0, more: 0 };
    if (isOver(known)) Object.assign(known, { since: clock(), written: 0 });
    counts.set(key, known);
    return known;
  };
  return {
    take(key, about) {
      if (isOver(all)) all = { since: clock(), written: 0 };
      const own = countOf(key, about);
      if (own.written >= mostOfOne || all.written >= mostOfAll) {
        own.more += 1;
        return undefined;
      }
      all.written += 1;
      own.written += 1;
      const { more } = own;
      own.more = 0;
      return more;
    },
    over() {
      const left: { about: T; more: number }[] = [];
      for (const [key, count] of counts) {
        if (!isOver(count)) continue;
        counts.delete(key);
        if (count.more > 0) left.push({ about: count.about, more: count.more });
      }
      return left;
    },
  };
};
