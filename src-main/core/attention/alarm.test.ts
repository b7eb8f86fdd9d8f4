import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Alarm, createAlarm } from "./alarm.ts";

const MINUTE = 60_000;

let dues: number[];
let told: string[];
let alarm: Alarm;
/** How far the clock is from the timers. */
let offset: number;
const now = () => Date.now() + offset;
const minutes = (count: number) => vi.advanceTimersByTime(count * MINUTE);

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  dues = [];
  told = [];
  offset = 0;
  alarm = createAlarm({
    clock: now,
    onTime(at) {
      for (const due of dues) if (due < at) told.push(`due ${Math.round(due / MINUTE)}`);
      dues = dues.filter((due) => due >= at);
      return dues.length === 0 ? undefined : Math.min(...dues);
    },
    onJump: () => void told.push("jump"),
  });
});
afterEach(() => {
  alarm.close();
  vi.useRealTimers();
});

const watch = (...at: number[]) => {
  dues.push(...at.map((minute) => minute * MINUTE));
  for (const minute of at) alarm.watch(minute * MINUTE);
};

test("nothing runs when nothing comes", () => {
  expect(vi.getTimerCount()).toBe(0);
  watch(5);
  expect(vi.getTimerCount()).toBe(1);
  minutes(5.1);
  expect(told).toEqual(["due 5"]);
  expect(vi.getTimerCount()).toBe(0);
});

test("each comes in its time, with one timer for all, whatever the order they were told in", () => {
  watch(7, 3, 12, 3);
  expect(vi.getTimerCount()).toBe(1);
  minutes(2.9);
  expect(told).toEqual([]);
  minutes(0.2);
  expect(told).toEqual(["due 3", "due 3"]);
  minutes(20);
  expect(told).toEqual(["due 3", "due 3", "due 7", "due 12"]);
});

test("what is overdue comes at once", () => {
  minutes(10);
  watch(3);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(["due 3"]);
});

test("a computer that slept is told of before what came due meanwhile", () => {
  watch(5);
  offset = 8 * 60 * MINUTE;
  minutes(1.1);
  expect(told).toEqual(["jump", "due 5"]);
});

test("a clock that was set back is told of, and what comes still comes", () => {
  minutes(60);
  watch(65);
  offset = -30 * MINUTE;
  minutes(1.1);
  expect(told).toEqual(["jump"]);
  minutes(34);
  expect(told).toEqual(["jump", "due 65"]);
});

test("after it is closed nothing comes", () => {
  watch(1);
  alarm.close();
  watch(2);
  minutes(10);
  expect(told).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
