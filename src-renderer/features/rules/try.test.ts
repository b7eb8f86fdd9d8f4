import { expect, test } from "vitest";
import { TryRequest } from "#contract/rule.ts";
import { emptyTry, readTry, shellToolOf } from "./try.ts";

test("a command is tried as a call of the agent's shell, letter for letter", () => {
  const read = readTry({ ...emptyTry, command: " ls  -l\n", sessionId: "s" }, "Bash");
  expect(read).toEqual({ request: { tool: "Bash", input: { command: " ls  -l\n" }, sessionId: "s" } });
});

test("any tool is tried with the JSON that was typed", () => {
  const read = readTry({ ...emptyTry, kind: "tool", tool: " Write ", input: '{"file_path":"/a"}' }, "Bash");
  expect(read).toEqual({ request: { tool: "Write", input: { file_path: "/a" } } });
  expect("request" in read && TryRequest.parse(read.request)).toBeTruthy();
});

test("nothing typed is no problem, and what is no JSON is one", () => {
  expect(readTry(emptyTry, "Bash")).toEqual({ problem: null });
  expect(readTry({ ...emptyTry, kind: "tool" }, "Bash")).toEqual({ problem: null });
  expect(readTry({ ...emptyTry, kind: "tool", tool: "Write", input: "{a:1}" }, "Bash")).toMatchObject({
    problem: expect.stringContaining("JSON"),
  });
});

test("each kind of agent has its own name for the shell", () => {
  expect(shellToolOf("gemini")).toBe("run_shell_command");
  expect(shellToolOf("claude")).toBe("Bash");
  expect(shellToolOf(null)).toBe("Bash");
});
