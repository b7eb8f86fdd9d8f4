// Names that coding agents set in the shells they open. An app started from such a shell must not pass them on.
const agentNames = new Set([
  "AGENT",
  "AI_AGENT",
  "CLAUDECODE",
  "CLAUDE_EFFORT",
  "CODEX_SANDBOX",
  "CODEX_SANDBOX_NETWORK_DISABLED",
  "CODEX_THREAD_ID",
  "CURSOR_AGENT",
  "CURSOR_TRACE_ID",
  "GEMINI_CLI",
  "OPENCODE",
  "OPENCODE_SESSION",
  "QWEN_CODE",
  // Which hub and session the shell's agent talks to, and its key: nothing that the hub itself may hold.
  "MUSTER_KEY",
  "MUSTER_SESSION",
  "MUSTER_URL",
]);
const agentPrefixes = ["CLAUDE_CODE_", "CODEX_INTERNAL_", "CLINE_"];

const isAgentName = (name: string) =>
  agentNames.has(name.toUpperCase()) || agentPrefixes.some((prefix) => name.toUpperCase().startsWith(prefix));

/** Removes from `env` what an agent's shell put there, and returns the removed names. */
export const removeAgentVariables = (env: Record<string, string | undefined>): string[] => {
  const names = Object.keys(env).filter(isAgentName);
  for (const name of names) delete env[name];
  return names;
};
