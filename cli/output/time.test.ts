import { describe, expect, it } from "vitest";
import { ago, clockTime } from "./time.ts";

describe("times for people", () => {
  const now = Date.parse("2026-01-10T12:00:00.000Z");
  const before = (milliseconds: number) => ago(new Date(now - milliseconds).toISOString(), now);

  it("ages grow from now to days", () => {
    expect([0, 59_999, 60_000, 3_599_999, 3_600_000, 86_400_000 * 3].map(before)).toEqual([
      "now",
      "now",
      "1m",
      "59m",
      "1h",
      "3d",
    ]);
    expect(before(-5000)).toBe("now");
  });

  it("a time of another day has its date", () => {
    expect(clockTime(new Date(now).toISOString(), now)).toMatch(/^\d\d:\d\d$/);
    expect(clockTime("2025-12-24T12:00:00.000Z", now)).toMatch(/^2025-12-24 \d\d:\d\d$/);
  });
});
