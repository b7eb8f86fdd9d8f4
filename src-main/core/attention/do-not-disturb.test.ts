import { expect, test } from "vitest";
import type { QuietSpan } from "#contract/attention.ts";
import { doNotDisturbOffers, doNotDisturbUntil } from "./do-not-disturb.ts";
import { defaultPreferences } from "./preferences.ts";

const preferencesOf = (timeZone: string, ...spans: QuietSpan[]) => {
  const preferences = defaultPreferences(timeZone);
  return { ...preferences, quietHours: { ...preferences.quietHours, enabled: spans.length > 0, spans } };
};
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const daily = (from: string, to: string): QuietSpan => ({ days: everyDay, from, to });

test("a menu offers half an hour, an hour, and until tomorrow", () => {
  const now = Date.parse("2026-06-15T20:00:00.000Z");
  const offers = doNotDisturbOffers(preferencesOf("Europe/Berlin"), now);
  expect(offers.map(({ choice, until }) => [choice, new Date(until).toISOString()])).toEqual([
    ["30-minutes", "2026-06-15T20:30:00.000Z"],
    ["1-hour", "2026-06-15T21:00:00.000Z"],
    ["tomorrow", "2026-06-16T06:00:00.000Z"],
  ]);
});

test.each<[string, string, QuietSpan[], string, string]>([
  [
    "8 in the morning, in the person's time zone",
    "America/New_York",
    [],
    "2026-06-15T20:00:00Z",
    "2026-06-16T12:00:00.000Z",
  ],
  ["the morning that comes for one who is still up", "UTC", [], "2026-06-16T03:59:00Z", "2026-06-16T08:00:00.000Z"],
  ["the day after for one who is up early", "UTC", [], "2026-06-16T04:00:00Z", "2026-06-17T08:00:00.000Z"],
  [
    "the end of the night's quiet hours",
    "UTC",
    [daily("22:00", "09:30")],
    "2026-06-15T20:00:00Z",
    "2026-06-16T09:30:00.000Z",
  ],
  ["an early end of them, too", "UTC", [daily("22:00", "06:00")], "2026-06-15T23:00:00Z", "2026-06-16T06:00:00.000Z"],
  [
    "8 where they end before the morning",
    "UTC",
    [daily("22:00", "02:00")],
    "2026-06-15T20:00:00Z",
    "2026-06-16T08:00:00.000Z",
  ],
  [
    "8 where they last beyond noon",
    "UTC",
    [daily("22:00", "13:00")],
    "2026-06-15T20:00:00Z",
    "2026-06-16T08:00:00.000Z",
  ],
  [
    "8 where they are those of an afternoon",
    "UTC",
    [daily("13:00", "15:00")],
    "2026-06-15T10:00:00Z",
    "2026-06-16T08:00:00.000Z",
  ],
  ["8 where all hours are quiet", "UTC", [daily("00:00", "00:00")], "2026-06-15T10:00:00Z", "2026-06-16T08:00:00.000Z"],
  ["8 on the day that clocks are put forward", "Europe/Berlin", [], "2026-03-28T20:00:00Z", "2026-03-29T06:00:00.000Z"],
  ["8 on the day that clocks are put back", "Europe/Berlin", [], "2026-10-24T20:00:00Z", "2026-10-25T07:00:00.000Z"],
  ["8 beyond the date line", "Pacific/Kiritimati", [], "2026-06-15T09:00:00Z", "2026-06-15T18:00:00.000Z"],
])("until tomorrow is %s", (_name, zone, spans, now, until) => {
  expect(new Date(doNotDisturbUntil("tomorrow", preferencesOf(zone, ...spans), Date.parse(now))).toISOString()).toBe(
    until,
  );
});
