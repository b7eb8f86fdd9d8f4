import { expect, test } from "vitest";
import { createSettling, hasMoved } from "./settling.ts";

const keys = (text: string) => Array.from(text, (key) => ({ key }));

test("a list moves when one goes or comes before others, not when one comes at its end", () => {
  expect(hasMoved(keys("abc"), keys("bc"))).toBe(true);
  expect(hasMoved(keys("abc"), keys("xabc"))).toBe(true);
  expect(hasMoved(keys("abc"), keys("abcd"))).toBe(false);
  expect(hasMoved(keys(""), keys("ab"))).toBe(false);
});

test("after a move it takes a moment until clicks are meant for what is there", () => {
  let now = 1000;
  const settling = createSettling(() => now);
  expect(settling.isSettled()).toBe(true);
  settling.moved();
  expect(settling.isSettled()).toBe(false);
  now += 399;
  expect(settling.isSettled()).toBe(false);
  now += 1;
  expect(settling.isSettled()).toBe(true);
});
