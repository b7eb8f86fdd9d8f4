import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createBeat } from "./desk-beat.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const start = () => {
  const told: number[] = [];
  const began = Date.now();
  const beat = createBeat({ clock: Date.now, restMs: 250, tell: () => told.push(Date.now() - began) });
  return { beat, told, began };
};

test("a first change is told at once, a hundred in a second only now and then, and the last one too", () => {
  const { beat, told } = start();
  for (let count = 0; count < 100; count += 1) {
    beat.changed();
    vi.advanceTimersByTime(10);
  }
  vi.runAllTimers();
  expect(told).toEqual([0, 250, 500, 750, 1000]);
});

test("nothing runs when nothing changes", () => {
  const { beat, told } = start();
  beat.changed();
  expect(told).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test("a time to come is told when it is there, and only the last that was named", () => {
  const { beat, told, began } = start();
  beat.at(began + 1000);
  beat.at(began + 5000);
  vi.advanceTimersByTime(4999);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([5000]);
  beat.at(undefined);
  expect(vi.getTimerCount()).toBe(0);
});

test("a time further away than a timer can be set is looked at again in between", () => {
  const { beat, told, began } = start();
  beat.at(began + 60 * 86_400_000);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(2 ** 31);
  expect(told).toHaveLength(1);
});

test("after its end nothing is told", () => {
  const { beat, told, began } = start();
  beat.changed();
  beat.changed();
  beat.at(began + 1000);
  beat.stop();
  vi.advanceTimersByTime(2000);
  expect(told).toHaveLength(1);
});
