import { expect, test } from "vitest";
import { createUsageSeries } from "./usage-series.ts";

const at = (minute: number, second = 0) => (minute * 60 + second) * 1000;
const usage = (inputTokens: number, outputTokens = 0) => ({ inputTokens, outputTokens });

test("each minute shows by how much the total grew in it", () => {
  const series = createUsageSeries();
  series.take("s1", usage(1_000), at(10));
  series.take("s1", usage(1_500, 100), at(10, 30));
  series.take("s1", usage(2_500, 100), at(12));
  expect(series.perMinute("s1", at(13))).toEqual([600, 0, 1_000, 0]);
});

test("one total alone, or none, draws nothing", () => {
  const series = createUsageSeries();
  series.take("s1", null, at(1));
  series.take("s1", { costUsd: 2 }, at(1));
  series.take("s1", usage(900_000), at(2));
  expect(series.perMinute("s1", at(5))).toEqual([]);
});

test("a total that begins again is not drawn as a fall", () => {
  const series = createUsageSeries();
  series.take("s1", usage(5_000), at(1));
  series.take("s1", usage(6_000), at(2));
  series.take("s1", usage(10), at(3));
  series.take("s1", usage(60), at(4));
  expect(series.perMinute("s1", at(4))).toEqual([0, 50]);
});

test("only the last half hour is kept", () => {
  const series = createUsageSeries();
  for (let minute = 0; minute < 100; minute++) series.take("s1", usage(minute * 10), at(minute));
  expect(series.perMinute("s1", at(99))).toHaveLength(30);
});
