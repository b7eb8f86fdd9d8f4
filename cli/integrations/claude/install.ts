import { join } from "node:path";
import { shellLine } from "../../install/command.ts";
import { type Hook, hooksEdit } from "../../install/hooks-edit.ts";
import { entryEdit, jsonForm } from "../../install/json-form.ts";
import type { Integration, Place } from "../../install/plan.ts";
import { skillFile } from "../../install/skill-file.ts";
import { isAtLeast } from "../../install/version.ts";

/** Seconds for a hook that only tells. */
const short = 15;
/** Seconds for a hook that waits for a person. */
const long = 3600;

/** Events that all versions in use know: an unknown one makes Claude Code ask the person at its start. */
const always: readonly (Omit<Hook, "command"> & { limit: number })[] = [
  { event: "SessionStart", limit: short },
  { event: "UserPromptSubmit", limit: short },
  { event: "PreToolUse", matcher: "*", limit: short },
  { event: "PostToolUse", matcher: "*", limit: short },
  { event: "PermissionRequest", matcher: "AskUserQuestion", limit: long },
  { event: "Notification", limit: short },
  { event: "SubagentStop", limit: short },
  { event: "Stop", limit: long },
  { event: "SessionEnd", limit: 5 },
];
const newer: typeof always = [
  { event: "PostToolUseFailure", matcher: "*", limit: short },
  { event: "SubagentStart", limit: short },
  { event: "StopFailure", limit: short },
];
/** The version with which the newer events were seen. */
const knownGood = "2.1.328";

const folder = ({ env, home, scope, folder: project }: Place): string =>
  scope === "project" ? join(project, ".claude") : env.CLAUDE_CONFIG_DIR || join(home(), ".claude");

// The user's servers are in the file beside the folder, or in it where the folder was moved.
const mcpFile = ({ env, home, scope, folder: project }: Place): string =>
  scope === "project" ? join(project, ".mcp.json") : join(env.CLAUDE_CONFIG_DIR || home(), ".claude.json");

/** Claude Code: https://code.claude.com/docs/en/hooks, …/mcp, …/skills. */
export const claude: Integration = {
  programs: ["claude"],
  folder: (place) => folder({ ...place, scope: "user" }),
  knownGood,
  files(place, programs, { version }) {
    const events = version && isAtLeast(version, knownGood) ? [...always, ...newer] : always;
    const hooks = events.map(({ limit, ...hook }): Hook => {
      const words = [programs.node, programs.hook, "claude", ...(limit === long ? ["--limit", String(long)] : [])];
      return { ...hook, command: { type: "command", command: shellLine(words, place.platform), timeout: limit } };
    });
    const server = { type: "stdio", command: programs.node, args: [programs.commandLine, "mcp", "--kind", "claude"] };
    const settings = place.scope === "project" ? "settings.local.json" : "settings.json";
    return [
      { path: join(folder(place), settings), holds: "hooks", form: jsonForm([hooksEdit(hooks, { grouped: true })]) },
      { path: mcpFile(place), holds: "MCP server", form: jsonForm([entryEdit(["mcpServers", "muster"], server)]) },
      skillFile(join(folder(place), "skills"), programs, place),
    ];
  },
};
