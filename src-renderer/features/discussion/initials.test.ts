import { expect, test } from "vitest";
import { initialsOf } from "./initials.ts";

test.each([
  ["SwiftHeron", "SH"],
  ["build bot", "BB"],
  ["ada", "AD"],
  ["perf-01", "P0"],
  ["x", "X"],
  ["жар птица", "ЖП"],
  ["", "?"],
])("%j is shown as %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
