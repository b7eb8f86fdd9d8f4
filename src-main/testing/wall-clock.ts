import type { QuietHours, QuietSpan } from "#contract/attention.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What a clock on the wall shows: a day by its number since 1970, and minutes since its midnight. */
interface Wall {
  day: number;
  minute: number;
}

const wallClock = (timeZone: string) => {
  const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, ...numeric, hourCycle: "h23", calendar: "iso8601" });
  return (at: number): Wall => {
    const of = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = of;
    return { day: Date.UTC(year, month - 1, day) / DAY_MS, minute: hour * 60 + minute };
  };
};

/** Minute by minute; asks for the time of each hour, and of each minute of an hour in which the clock is set. */
const minutesOf = function* (timeZone: string, from: number, to: number): Generator<[number, Wall]> {
  const wall = wallClock(timeZone);
  const place = ({ day, minute }: Wall) => day * 1440 + minute;
  for (let hour = from; hour < to; hour += 60 * MINUTE_MS) {
    const first = wall(hour);
    const isPlain = place(wall(hour + 60 * MINUTE_MS)) - place(first) === 60;
    for (let n = 0; n < 60; n += 1) {
      const at = hour + n * MINUTE_MS;
      const sum = first.minute + n;
      yield [at, isPlain ? { day: first.day + Math.floor(sum / 1440), minute: sum % 1440 } : wall(at)];
    }
  }
};

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
/** 1970-01-01 was a Thursday, the fourth day of its week. */
const weekdayOf = (day: number) => ((day + 3) % 7) + 1;

/** The days whose span shows this time of a clock between its beginning and its end. */
const daysShowing = ({ days, from, to }: QuietSpan, { day, minute }: Wall): number[] => {
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  if (begin < end) return minute >= begin && minute < end && days.includes(weekdayOf(day)) ? [day] : [];
  const found: number[] = [];
  if (minute >= begin && days.includes(weekdayOf(day))) found.push(day);
  if (minute < end && days.includes(weekdayOf(day - 1))) found.push(day - 1);
  return found;
};

/**
 * The quiet times between two moments, each as its beginning and its end in milliseconds since the epoch, found by looking at a
 * clock on the wall each minute: a span of a day lasts from the first minute that shows a time in it to the last.
 */
export const quietTimesByTheClock = (hours: QuietHours, from: number, to: number): [number, number][] => {
  const lasting = new Map<string, [number, number]>();
  for (const [at, wall] of minutesOf(hours.timeZone, from, to)) {
    for (const [index, span] of hours.spans.entries()) {
      for (const day of daysShowing(span, wall)) {
        const key = `${index} ${day}`;
        lasting.set(key, [lasting.get(key)?.[0] ?? at, at + MINUTE_MS]);
      }
    }
  }
  const merged: [number, number][] = [];
  for (const [begin, end] of [...lasting.values()].toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && begin <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([begin, end]);
  }
  return merged;
};
