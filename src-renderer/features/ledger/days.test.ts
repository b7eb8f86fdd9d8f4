import { expect, test } from "vitest";
import type { AuditEntry } from "#contract/audit.ts";
import { daysOf } from "./days.ts";

const entry = (seq: number, at: Date): AuditEntry => ({
  seq,
  at: at.toISOString(),
  type: "signed-in",
  by: { type: "hub", id: null, name: "hub", role: null },
  device: null,
  address: null,
  sessionId: null,
  subject: null,
  details: {},
  hash: "",
});

test("entries stand under the day of this computer's calendar, in their order", () => {
  const days = daysOf([
    entry(4, new Date(2026, 0, 2, 0, 1)),
    entry(3, new Date(2026, 0, 1, 23, 59)),
    entry(2, new Date(2026, 0, 1, 0, 0)),
  ]);
  expect(days.map(({ entries }) => entries.map(({ seq }) => seq))).toEqual([[4], [3, 2]]);
});

test("a clock that was set back begins a day again, under a key of its own", () => {
  const days = daysOf([
    entry(3, new Date(2026, 0, 1, 12)),
    entry(2, new Date(2026, 0, 2, 12)),
    entry(1, new Date(2026, 0, 1, 12)),
  ]);
  expect(days.map(({ entries }) => entries.length)).toEqual([1, 1, 1]);
  expect(new Set(days.map(({ key }) => key)).size).toBe(3);
  expect(daysOf([])).toEqual([]);
});
