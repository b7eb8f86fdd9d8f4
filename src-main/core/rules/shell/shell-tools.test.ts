import { expect, test } from "vitest";
import type { CallContext, ToolInput } from "#contract/rule.ts";
import { isShellTool, shellCallOf } from "./shell-tools.ts";

const of = (tool: string, input: ToolInput, context: CallContext | null = null) =>
  shellCallOf({ tool, input, folder: "/home/ada/p", context });

test.each<[string, ToolInput, string]>([
  ["Bash", { command: "ls", description: "look", timeout: 5 }, "ls"],
  ["run_shell_command", { command: "ls", description: "look" }, "ls"],
  ["bash", { command: "ls", workdir: "/home/ada/p/src" }, "ls"],
  ["exec_command", { cmd: "ls -la", workdir: "/home/ada/p", yield_time_ms: 100 }, "ls -la"],
  ["shell", { command: ["bash", "-lc", "ls | cat"] }, "ls | cat"],
  ["shell", { command: ["/bin/sh", "-c", "ls"] }, "ls"],
  ["shell", { command: ["ls", "a b", "$(rm x)"] }, "ls 'a b' '$(rm x)'"],
  ["shell", { command: ["bash", "-lc", "ls", "rm"] }, "bash -lc ls rm"],
  ["shell", { command: ["./bash", "-c", "ls"] }, "./bash -c ls"],
  ["execute_command", { command: "ls", requires_approval: true }, "ls"],
  ["run_commands", { commands: ["ls", "rm x"] }, "ls\nrm x"],
  ["Bash", "ls", "ls"],
])("%s with %j runs the line %j", (tool, input, text) => {
  expect(of(tool, input)).toEqual({ text, shell: "posix", problem: null });
});

test.each(["Read", "Edit", "mcp__shell__run", "BashOutput", "constructor"])("%s runs no shell", (tool) => {
  expect(isShellTool(tool)).toBe(false);
  expect(of(tool, { command: "ls" })).toBeUndefined();
});

test.each<[string, ToolInput]>([
  ["Bash", { command: "ls", dangerouslyDisableSandbox: true }],
  ["exec_command", { cmd: "ls", shell: "./evil" }],
  ["exec_command", { cmd: "ls", workdir: "/tmp/evil" }],
  ["exec_command", { cmd: "ls", workdir: "../evil" }],
  ["exec_command", { cmd: "ls", workdir: "/home/ada/p/../evil" }],
  ["shell", { command: ["ls"], with_escalated_permissions: true }],
  ["shell_command", { command: "ls", sandbox_permissions: "require_escalated" }],
  ["Bash", { command: "ls", env: { PATH: "." } }],
  ["Bash", { command: "ls", cmd: "rm x" }],
  ["Bash", { comand: "ls" }],
  ["Bash", {}],
  ["Bash", null],
  ["shell", { command: ["ls", 1] }],
  ["write_stdin", { session_id: 1, chars: "ls" }],
])("%s with %j is not judged by its line alone", (tool, input) => {
  expect(of(tool, input)?.problem).toEqual(expect.any(String));
});

test("fields that are off say nothing", () => {
  expect(of("Bash", { command: "ls", dangerouslyDisableSandbox: false, env: null })?.problem).toBeNull();
});

test("the shell is the one that the machine names, else the one of its system and tool", () => {
  const shellOf = (tool: string, context: CallContext | null) => of(tool, { command: "ls" }, context)?.shell;
  expect(shellOf("run_shell_command", { shell: "powershell" })).toBe("powershell");
  expect(shellOf("run_shell_command", { platform: "win32" })).toBe("powershell");
  expect(shellOf("Bash", { platform: "win32" })).toBe("posix");
  expect(shellOf("PowerShell", null)).toBe("powershell");
  expect(of("shell", { command: ["powershell.exe", "-Command", "ls"] })?.shell).toBe("powershell");
  expect(of("shell", { command: ["cmd", "/c", "dir"] })?.shell).toBe("cmd");
});
