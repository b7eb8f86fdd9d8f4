import { expect, test } from "vitest";
import type { Message } from "#contract/message.ts";
import { fakeMessage } from "../../state/discussions/fakes.ts";
import { beginsDay, continues } from "./grouping.ts";

const at = (hour: number, minute: number, more: Partial<Message> = {}) =>
  fakeMessage(1, { createdAt: new Date(2026, 10, 20, hour, minute).toISOString(), ...more });

test("messages of one author within five minutes stand together", () => {
  expect(continues(at(14, 2), at(14, 6))).toBe(true);
  expect(continues(at(14, 2), at(14, 7))).toBe(false);
});

test("another author, a person's reply, a level or a quote begins anew", () => {
  expect(continues(at(14, 2), at(14, 2, { from: { type: "agent", id: "a2", name: "B", role: null } }))).toBe(false);
  expect(continues(at(14, 2), at(14, 2, { kind: "reply" }))).toBe(false);
  expect(continues(at(14, 2), at(14, 2, { level: "urgent" }))).toBe(false);
  expect(continues(at(14, 2), at(14, 2, { quote: { seq: 1, text: "?" } }))).toBe(false);
});

test("a clock that was set back begins anew rather than standing together", () => {
  expect(continues(at(14, 2), at(14, 1))).toBe(false);
});

test("midnight begins a new day, also within five minutes", () => {
  const before = fakeMessage(1, { createdAt: new Date(2026, 10, 20, 23, 59).toISOString() });
  const after = fakeMessage(2, { createdAt: new Date(2026, 10, 21, 0, 1).toISOString() });
  expect(beginsDay(before, after)).toBe(true);
  expect(continues(before, after)).toBe(false);
  expect(beginsDay(undefined, before)).toBe(true);
});
