import { expect, test } from "vitest";
import { summaryOf } from "./summary.ts";

test.each([
  ["Bash", { command: "npm test" }, undefined, "npm test"],
  ["shell", { command: ["bash", "-lc", "npm test"] }, undefined, "bash -lc npm test"],
  ["Edit", { file_path: "/src/a.ts", old_string: "a" }, undefined, "Edit: /src/a.ts"],
  ["mcp__github__merge", { number: 3 }, undefined, "mcp__github__merge"],
  ["mcp__x", "text", undefined, "mcp__x"],
  ["Bash", { command: "npm test" }, "Runs the tests", "Runs the tests"],
  ["Bash", { command: "npm test" }, " \u202e ", "npm test"],
])("%s with %j and %j is shown as %j", (tool, input, given, expected) => {
  expect(summaryOf(tool, input, given)).toBe(expected);
});

test("a summary is one line, without invisible tricks, of at most 2,000 characters", () => {
  expect(summaryOf("Bash", { command: "echo a\n  rm\u202e -rf b\u0000" }, undefined)).toBe("echo a rm -rf b");
  const long = summaryOf("Bash", { command: "😀".repeat(5000) }, undefined);
  expect(Array.from(long)).toHaveLength(2000);
  expect(long.endsWith("😀…")).toBe(true);
});
