import { expect, test } from "vitest";
import { isForegroundStat } from "./foreground.ts";

test("a process in front of its terminal has the group that the terminal names", () => {
  expect(isForegroundStat("71 (node) S 70 70 60 34816 70 4194304 1 2")).toBe(true);
});

test("one in the background, or without a terminal, has not", () => {
  expect(isForegroundStat("71 (node) S 70 71 60 34816 60 4194304 1 2")).toBe(false);
  expect(isForegroundStat("71 (node) S 70 71 60 0 -1 4194304 1 2")).toBe(false);
  expect(isForegroundStat("")).toBe(false);
});

test("a program's name can't confuse it", () => {
  expect(isForegroundStat("71 (a) S 9 9 9) S 70 70 60 34816 70 4194304 1 2")).toBe(true);
});
