import { expect, test } from "vitest";
import { LOOKING_MS, lookedAt } from "./looking.ts";

const gaze = { hasFocus: true, isVisible: true, sessionId: "s1", lastInputAt: 1_000 };

test("a discussion in a window with focus and recent input is looked at", () => {
  expect(lookedAt(gaze, 1_000 + LOOKING_MS - 1)).toBe("s1");
});

test.each([
  ["a minute without input", { lastInputAt: 1_000 - LOOKING_MS }],
  ["another window in front", { hasFocus: false }],
  ["a hidden page", { isVisible: false }],
  ["no discussion chosen", { sessionId: null }],
])("with %s nothing is looked at", (_why, change) => {
  expect(lookedAt({ ...gaze, ...change }, 1_000)).toBeNull();
});
