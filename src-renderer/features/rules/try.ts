import type { ToolInput, TryRequest } from "#contract/rule.ts";

/** What is tried: a command line, or any tool with its input. */
export interface TryDraft {
  kind: "command" | "tool";
  command: string;
  tool: string;
  /** JSON, as it is typed. */
  input: string;
  sessionId: string;
}

export const emptyTry: TryDraft = { kind: "command", command: "", tool: "", input: "{}", sessionId: "" };

/** The shell's name of agents that name it otherwise than most. */
const shellOf: Record<string, string> = {
  gemini: "run_shell_command",
  qwen: "run_shell_command",
  opencode: "bash",
  pi: "bash",
  cline: "execute_command",
  windsurf: "run_command",
};

/** What a kind of agent calls its shell. */
export const shellToolOf = (agentKind: string | null): string => shellOf[agentKind ?? ""] ?? "Bash";

/** What to ask the hub, or why there is nothing to ask yet. */
export const readTry = (
  { kind, command, tool, input, sessionId }: TryDraft,
  shell: string,
): { request: TryRequest } | { problem: string | null } => {
  const where = sessionId === "" ? {} : { sessionId };
  if (kind === "command")
    return command.trim() === "" ? { problem: null } : { request: { tool: shell, input: { command }, ...where } };
  if (tool.trim() === "") return { problem: null };
  try {
    return { request: { tool: tool.trim(), input: JSON.parse(input) as ToolInput, ...where } };
  } catch {
    return { problem: "That is not JSON: names and texts stand in double quotes." };
  }
};
