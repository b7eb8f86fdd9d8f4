import { expect, test } from "vitest";
import { untilWords } from "./until.ts";
import { formatClock } from "./now.ts";

const noon = new Date(2026, 10, 18, 12).getTime();
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();

test("a time to come is said as shortly as it can be understood", () => {
  expect(untilWords(at(18, 17), noon)).toBe(formatClock(at(18, 17)));
  expect(untilWords(at(19, 8), noon)).toBe(`tomorrow ${formatClock(at(19, 8))}`);
  const friday = new Intl.DateTimeFormat(undefined, { weekday: "long" }).format(new Date(2026, 10, 20));
  expect(untilWords(at(20, 8), noon)).toBe(`${friday} ${formatClock(at(20, 8))}`);
});
