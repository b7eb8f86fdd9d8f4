import { describe, expect, test } from "vitest";
import type { ToolInput } from "#contract/rule.ts";
import { askWords, isLong, lineCount, textsOf, viewOf } from "./call.ts";

describe("a shell command", () => {
  test("is shown as one, and what else stands in the input beside it", () => {
    expect(viewOf("Bash", { command: "npm test", timeout: 5000 })).toEqual({
      type: "command",
      command: "npm test",
      language: "bash",
      rest: { timeout: 5000 },
    });
    expect(viewOf("run_shell_command", { command: "ls" })).toMatchObject({ type: "command", rest: null });
  });

  test("that comes as a list of words is written as a shell would take it", () => {
    expect(viewOf("shell", { command: ["bash", "-lc", "echo 'a b'"] })).toMatchObject({
      command: `bash -lc 'echo '\\''a b'\\'''`,
    });
  });

  test("of PowerShell has its language", () => {
    expect(viewOf("PowerShell", { command: "Get-Item ." })).toMatchObject({ language: "powershell" });
  });
});

describe("a change of files", () => {
  test.each<[string, ToolInput]>([
    ["Edit", { file_path: "/a.ts", old_string: "a", new_string: "b" }],
    ["replace", { file_path: "/a.ts", old_string: "a", new_string: "b" }],
    ["edit", { filePath: "/a.ts", oldString: "a", newString: "b" }],
  ])("by %s is shown with what was there before", (tool, input) => {
    expect(viewOf(tool, input)).toEqual({
      type: "changes",
      changes: [{ path: "/a.ts", before: "a", after: "b", note: null }],
      rest: null,
    });
  });

  test("of a whole file has nothing before it", () => {
    expect(viewOf("Write", { file_path: "/a.ts", content: "all" })).toEqual({
      type: "changes",
      changes: [{ path: "/a.ts", before: null, after: "all", note: null }],
      rest: null,
    });
  });

  test("in several places of a file is one change each, and says where it is everywhere", () => {
    const view = viewOf("MultiEdit", {
      file_path: "/a.ts",
      edits: [
        { old_string: "a", new_string: "b" },
        { old_string: "c", new_string: "d", replace_all: true },
      ],
    });
    expect(view).toMatchObject({
      type: "changes",
      changes: [
        { path: "/a.ts", before: "a", after: "b", note: null },
        { path: "/a.ts", before: "c", after: "d", note: "everywhere in the file" },
      ],
    });
  });

  test("by a patch is shown as the patch, under whatever name it comes", () => {
    const patch = "*** Begin Patch\n*** Update File: a.ts\n@@\n-a\n+b\n*** End Patch";
    const inputs: ToolInput[] = [{ input: patch }, { command: patch }, { patchText: patch }, patch];
    for (const input of inputs) expect(viewOf("apply_patch", input)).toEqual({ type: "patch", patch, rest: null });
  });
});

test("an edit with something in it that is not understood is shown as it came, whole", () => {
  const input = { file_path: "/a.ts", edits: [{ old_string: "a", new_string: "b", hidden: "rm -rf ~" }] };
  expect(viewOf("MultiEdit", input)).toEqual({ type: "tree", rest: input });
});

test.each<[string, ToolInput]>([
  ["Bash", { command: "ls", description: "x", env: { A: "1" } }],
  ["Edit", { file_path: "/a", old_string: "a", new_string: "b", why: "c", replace_all: true }],
  ["Write", { path: "/a", content: "b", mode: 0o777 }],
  ["apply_patch", { patch: "*** Begin Patch\n+x", cwd: "/" }],
  ["mcp__x__y", { a: [1, { b: "c" }] }],
  ["odd", { command: 5, path: "/p", content: "c", text: "d" }],
])("no text of an input of %s is left out of what is shown", (tool, input) => {
  const shown = JSON.stringify(viewOf(tool, input));
  const values = textsOf(input).filter((text) => !["command", "file_path", "path", "patch"].includes(text));
  const known = new Set(["old_string", "new_string", "content", "replace_all"]);
  for (const text of values.filter((one) => !known.has(one)))
    expect(shown).toContain(JSON.stringify(text).slice(1, -1));
});

test("other tools are named, and their input is a tree", () => {
  const view = viewOf("mcp__github__create_issue", { title: "x" });
  expect(view).toEqual({ type: "tree", rest: { title: "x" } });
  expect(askWords("mcp__github__create_issue", view)).toBe("asks to use mcp__github__create_issue");
});

test("a call is long by its lines as they are wrapped, not only by those that it has", () => {
  expect(isLong(viewOf("Bash", { command: "ls" }))).toBe(false);
  expect(isLong(viewOf("Bash", { command: "x".repeat(5_000) }))).toBe(true);
  expect(lineCount(viewOf("Bash", { command: "ls\n".repeat(199) }))).toBe(200);
  expect(isLong(viewOf("any", { list: Array.from({ length: 40 }, (_, n) => n) }))).toBe(true);
});
