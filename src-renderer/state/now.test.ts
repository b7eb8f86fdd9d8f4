import { expect, test } from "vitest";
import { dateLabel, formatAge, formatAgo, isToday } from "./now.ts";

const NOW = new Date(2026, 5, 15, 12, 0, 0).getTime();
const ago = (ms: number) => new Date(NOW - ms).toISOString();
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [0, "now", "just now"],
  [4_999, "now", "just now"],
  [12 * SECOND, "12s", "12 s ago"],
  [59_999, "59s", "59 s ago"],
  [MINUTE, "1m", "1 min ago"],
  [59 * MINUTE + 59 * SECOND, "59m", "59 min ago"],
  [3 * HOUR, "3h", "3 h ago"],
  [DAY, "1d", "1 day ago"],
  [6.9 * DAY, "6d", "6 days ago"],
])("%d ms ago is %s, or %s", (ms, age, words) => {
  expect(formatAge(ago(ms), NOW)).toBe(age);
  expect(formatAgo(ago(ms), NOW)).toBe(words);
});

test("what is longer ago than a week is a day, with its year when that is another one", () => {
  expect(formatAge(ago(10 * DAY), NOW)).toMatch(/5/);
  expect(formatAge(ago(400 * DAY), NOW)).toMatch(/2025/);
});

test("a time ahead, from a clock that is a little off, is now and never negative", () => {
  expect(formatAge(ago(-90 * SECOND), NOW)).toBe("now");
  expect(formatAgo(ago(-90 * SECOND), NOW)).toBe("just now");
});

test("a text that is no time is nothing", () => {
  expect(formatAge("x", NOW)).toBe("");
  expect(formatAgo("x", NOW)).toBe("");
});

test("days are this computer's days: a minute before midnight is yesterday", () => {
  const midnight = new Date(2026, 5, 15).getTime();
  expect(dateLabel(new Date(midnight).toISOString(), NOW)).toBe("Today");
  expect(dateLabel(new Date(midnight - MINUTE).toISOString(), NOW)).toBe("Yesterday");
  expect(dateLabel(new Date(midnight - 2 * DAY).toISOString(), NOW)).toMatch(/13/);
  expect(isToday(new Date(midnight).toISOString(), NOW)).toBe(true);
  expect(isToday(new Date(midnight - MINUTE).toISOString(), NOW)).toBe(false);
});
