import { Temporal } from "temporal-polyfill";
import type { QuietHours, QuietSpan } from "#contract/attention.ts";

type Edge = "begin" | "end";

/**
 * When a clock in the zone comes to this time. Where it is put back over it, the first time for a beginning and the second for
 * an end, so that a span has one piece; where it is put forward over it, that moment.
 */
const atWallTime = (wall: Temporal.PlainDateTime, timeZone: string, edge: Edge): number => {
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const later = wall.toZonedDateTime(timeZone, { disambiguation: "later" });
  if (earlier.equals(later)) return earlier.epochMilliseconds;
  const whenSet = earlier.getTimeZoneTransition("next") ?? later;
  const isSkipped = !earlier.toPlainDateTime().equals(wall);
  if (isSkipped) return whenSet.epochMilliseconds;
  // A clock that is put back to just this time never shows one before it again.
  const isLastTwice = edge === "end" && !later.equals(whenSet);
  return (isLastTwice ? later : earlier).epochMilliseconds;
};

/** From when to when the span lasts that begins on this day. */
const occurrence = ({ from, to }: QuietSpan, day: Temporal.PlainDate, timeZone: string) => {
  const lastDay = to > from ? day : day.add({ days: 1 });
  return {
    begin: atWallTime(day.toPlainDateTime(from), timeZone, "begin"),
    end: atWallTime(lastDay.toPlainDateTime(to), timeZone, "end"),
  };
};

/** When the last of the spans ends that `at` is in; undefined when it is in none. */
const endOfSpanAt = ({ spans, timeZone }: QuietHours, at: number): number | undefined => {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  let last: number | undefined;
  for (const day of [today.subtract({ days: 1 }), today]) {
    for (const span of spans) {
      if (!span.days.includes(day.dayOfWeek)) continue;
      const { begin, end } = occurrence(span, day, timeZone);
      if (begin <= at && at < end) last = Math.max(last ?? end, end);
    }
  }
  return last;
};

/** Spans repeat each week: where there is no end within one, there is none. */
const FURTHEST_MS = 8 * 86_400_000;

/**
 * When the quiet hours end that `at` is in, those that overlap or touch each other as one; null when it is in none. Where all
 * hours are quiet, a time more than a week away. Milliseconds since the epoch.
 */
export const endOfQuietHours = (hours: QuietHours, at: number): number | null => {
  if (!hours.enabled) return null;
  let end = at;
  for (;;) {
    const next = endOfSpanAt(hours, end);
    if (next === undefined) return end === at ? null : end;
    end = next;
    if (end - at > FURTHEST_MS) return end;
  }
};

/** When quiet hours begin next after `at`; null when they never do. Milliseconds since the epoch. */
export const nextQuietHoursAt = (hours: QuietHours, at: number): number | null => {
  if (!hours.enabled) return null;
  const { timeZone } = hours;
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  let first: number | null = null;
  // A week later the same days begin again; one more for those whose beginning of today is past.
  for (let days = 0; days <= 8; days += 1) {
    const day = today.add({ days });
    for (const span of hours.spans) {
      if (!span.days.includes(day.dayOfWeek)) continue;
      const { begin, end } = occurrence(span, day, timeZone);
      if (begin > at && begin < end && (first === null || begin < first)) first = begin;
    }
    if (first !== null) return first;
  }
  return null;
};
