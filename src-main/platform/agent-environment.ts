// Names that coding agents set in the shells and hooks that they start. An app started from there must not pass them on.
const names = new Set([
  "AGENT",
  "AI_AGENT",
  "AUGMENT_AGENT",
  "CLAUDE_CODE",
  "CLAUDE_EFFORT",
  "CLAUDE_ENV_FILE",
  "CLAUDE_PID",
  "CLAUDE_PROJECT_DIR",
  "CLAUDECODE",
  "COPILOT_CLI",
  "CURSOR_AGENT",
  "CURSOR_TRACE_ID",
  "GEMINI_CLI",
  "OPENCODE",
  "QWEN_CODE",
  // Which hub and session the shell's agent talks to, and its key: nothing that the hub itself may hold.
  "MUSTER_KEY",
  "MUSTER_SESSION",
  "MUSTER_URL",
  // What makes another program of Node or Electron: meant for the shell's own programs.
  "ELECTRON_NO_ATTACH_CONSOLE",
  "ELECTRON_RUN_AS_NODE",
  "NODE_OPTIONS",
]);
const prefixes = [
  "CLAUDE_AGENT_SDK_",
  "CLAUDE_CODE_",
  "CLAUDE_PLUGIN_",
  "CLINE_",
  "CODEX_",
  "GEMINI_CLI_",
  "OPENCODE_",
];
// Where a person keeps an agent's files: set by the person, and the same in every shell.
const persons = new Set(["CODEX_HOME", "OPENCODE_CONFIG", "OPENCODE_CONFIG_DIR"]);

const isOfAgent = (name: string) => {
  const known = name.toUpperCase();
  return names.has(known) || (prefixes.some((prefix) => known.startsWith(prefix)) && !persons.has(known));
};

/** Removes from `env` what an agent's shell put there, and returns the removed names. */
export const removeAgentVariables = (env: Record<string, string | undefined>): string[] => {
  const found = Object.keys(env).filter(isOfAgent);
  for (const name of found) delete env[name];
  return found;
};
