import { expect, test } from "vitest";
import { dollars, shortCount } from "./amounts.ts";

test.each([
  [0, "0"],
  [999, "999"],
  [1_234, "1.2k"],
  [184_321, "184k"],
  [999_999, "1M"],
  [1_540_000, "1.5M"],
])("%d tokens are shown as %s", (count, words) => {
  expect(shortCount(count)).toBe(words);
});

test("sums have cents, and tiny ones are not shown as nothing", () => {
  expect([dollars(0.91), dollars(1234.5), dollars(0.004), dollars(0)]).toEqual([
    "$0.91",
    "$1,234.50",
    "$0.004",
    "$0.00",
  ]);
});
