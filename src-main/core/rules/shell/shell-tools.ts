import type { CallContext, ToolInput } from "#contract/rule.ts";
import type { ShellDialect } from "./analyse.ts";
import { quoteWord } from "./pattern.ts";
import { nameOf } from "./programs.ts";

/** The line that a call gives to a shell. */
export interface ShellCall {
  text: string;
  shell: ShellDialect;
  /** Why it must be asked about whatever the line says: how the call runs it is not what it looks like. */
  problem: string | null;
}

interface ShellTool {
  /** Fields of the input that may hold the line, the first that is there counts. */
  line: readonly string[];
  shell?: ShellDialect;
}

/**
 * Tools of agents that run lines in a shell, by their names in small letters: Claude Code, Codex, Gemini CLI, Qwen Code,
 * OpenCode, pi, Cline, Windsurf.
 */
const tools: Readonly<Record<string, ShellTool>> = {
  bash: { line: ["command"] },
  powershell: { line: ["command"], shell: "powershell" },
  run_shell_command: { line: ["command"] },
  shell: { line: ["command", "cmd"] },
  shell_command: { line: ["command", "cmd"] },
  local_shell: { line: ["command", "cmd"] },
  "container.exec": { line: ["cmd", "command"] },
  exec_command: { line: ["cmd", "command"] },
  unified_exec: { line: ["cmd", "command", "input"] },
  write_stdin: { line: ["chars", "input"] },
  execute_command: { line: ["command"] },
  run_commands: { line: ["commands", "command"] },
  run_command: { line: ["command_line", "CommandLine", "command"] },
};

/** Fields that say nothing about what is run. */
const idle = new Set(
  `description timeout timeout_ms timeoutms run_in_background is_background isbackground background yield_time_ms
  max_output_tokens justification explanation requires_approval blocking tty login session_id summary reason title
  prefix_rule wait_ms_before_async waitmsbeforeasync safetoautorun safe_to_auto_run`.split(/\s+/),
);
/** Fields that say where it is run. */
const places = new Set(["workdir", "cwd", "directory", "dir_path", "working_directory", "path"]);

const isObject = (input: ToolInput): input is Record<string, ToolInput> =>
  typeof input === "object" && input !== null && !Array.isArray(input);

const isWords = (value: ToolInput | undefined): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

/** Whether the tool of this name runs lines of a shell. */
export const isShellTool = (tool: string): boolean => Object.hasOwn(tools, tool.toLowerCase());

const dialectOf = (name: string): ShellDialect | undefined => {
  if (["powershell", "pwsh"].includes(nameOf(name))) return "powershell";
  return nameOf(name) === "cmd" ? "cmd" : undefined;
};

/** A command as words: a shell with its line, or a program that is started without one. */
const ofWords = (words: readonly string[]): Omit<ShellCall, "problem"> => {
  const [name = "", options = "", line, ...rest] = words;
  const dialect = dialectOf(name);
  if (dialect) return { text: words.join(" "), shell: dialect };
  const isShell = ["bash", "sh", "zsh"].includes(name.replace(/^\/(?:usr\/)?bin\//, ""));
  if (isShell && /^-l?c$/.test(options) && line !== undefined && rest.length === 0)
    return { text: line, shell: "posix" };
  return { text: words.map(quoteWord).join(" "), shell: "posix" };
};

const inFolder = (path: string, folder: string | null): boolean => {
  if (path === "" || path === "." || path === folder) return true;
  if (/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path)) return false;
  return folder !== null && path.startsWith(`${folder.replace(/[\\/]$/, "")}/`);
};

const problemOfField = (name: string, value: ToolInput, folder: string | null): string | null => {
  const key = name.toLowerCase();
  if (value === null || value === false || value === "" || idle.has(key)) return null;
  if (places.has(key)) {
    if (
      typeof value === "string" &&
      (inFolder(value, folder) || (/^[\w-][\w./-]*$/.test(value) && !value.includes("..")))
    )
      return null;
    return "it runs in another folder";
  }
  if (key === "sandbox_permissions" && value === "use_default") return null;
  return `its ${name} is not known to be harmless`;
};

const shellOf = (tool: ShellTool, context: CallContext | null, name: string): ShellDialect => {
  if (tool.shell) return tool.shell;
  if (context?.shell) return context.shell;
  // On Windows only tools named after it have a Bash.
  return context?.platform === "win32" && name.toLowerCase() !== "bash" ? "powershell" : "posix";
};

/**
 * The line of a call of a shell tool; undefined when the tool is none. Fields beside the line that may change how it is
 * run make a problem, unknown ones included.
 */
export const shellCallOf = (call: {
  tool: string;
  input: ToolInput;
  folder: string | null;
  context: CallContext | null;
}): ShellCall | undefined => {
  if (!isShellTool(call.tool)) return undefined;
  const tool = tools[call.tool.toLowerCase()] as ShellTool;
  const shell = shellOf(tool, call.context, call.tool);
  if (typeof call.input === "string") return { text: call.input, shell, problem: null };
  const unread = { text: JSON.stringify(call.input), shell, problem: "its input has no line that is known" };
  if (!isObject(call.input)) return unread;
  const input = call.input;
  const field = tool.line.find((name) => input[name] !== undefined);
  const value = field === undefined ? undefined : input[field];
  const folder = call.context?.folder ?? call.folder;
  const problems = Object.entries(input)
    .filter(([name]) => name !== field)
    .flatMap(([name, other]) => problemOfField(name, other, folder) ?? []);
  if (call.tool.toLowerCase() === "write_stdin") problems.unshift("it types into a program that runs already");
  const problem = problems[0] ?? null;
  if (typeof value === "string") return { text: value, shell, problem };
  if (!isWords(value) || value.length === 0) return unread;
  if (field === "commands") return { text: value.join("\n"), shell, problem };
  return { ...ofWords(value), problem };
};
