import { join } from "node:path";
import {
  approvalSeconds,
  commandHooks,
  type HookEvent,
  longSeconds,
  mcpArguments,
  shortSeconds,
} from "../../install/hook-command.ts";
import { hooksEdit } from "../../install/hooks-edit.ts";
import { entryEdit, jsonForm } from "../../install/json-form.ts";
import type { Integration, Place } from "../../install/plan.ts";
import { skillFile } from "../../install/skill-file.ts";
import { switchedOff } from "../../install/switched-off.ts";
import { isAtLeast } from "../../install/version.ts";

/** Events that all versions in use know: an unknown one makes Claude Code ask the person at its start. */
const always: readonly HookEvent[] = [
  { event: "SessionStart", limitSeconds: shortSeconds },
  { event: "UserPromptSubmit", limitSeconds: shortSeconds },
  { event: "PreToolUse", matcher: "*", limitSeconds: shortSeconds },
  { event: "PostToolUse", matcher: "*", limitSeconds: shortSeconds },
  { event: "PermissionRequest", limitSeconds: approvalSeconds, waits: true },
  { event: "Notification", limitSeconds: shortSeconds },
  { event: "SubagentStop", limitSeconds: shortSeconds },
  { event: "Stop", limitSeconds: longSeconds, waits: true },
  { event: "SessionEnd", limitSeconds: 5 },
];
const newer: readonly HookEvent[] = [
  { event: "PostToolUseFailure", matcher: "*", limitSeconds: shortSeconds },
  { event: "SubagentStart", limitSeconds: shortSeconds },
  { event: "StopFailure", limitSeconds: shortSeconds },
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
  packages: ["@anthropic-ai/claude-code"],
  folder: (place) => folder({ ...place, scope: "user" }),
  knownGood,
  files(place, programs, { version }) {
    const events = version && isAtLeast(version, knownGood) ? [...always, ...newer] : always;
    const hooks = commandHooks("claude", events, { place, programs, perSecond: 1 });
    const server = { type: "stdio", command: programs.node, args: mcpArguments("claude", programs) };
    const settings = place.scope === "project" ? "settings.local.json" : "settings.json";
    return [
      { path: join(folder(place), settings), holds: "hooks", form: jsonForm([hooksEdit(hooks, { grouped: true })]) },
      { path: mcpFile(place), holds: "MCP server", form: jsonForm([entryEdit(["mcpServers", "muster"], server)]) },
      skillFile(join(folder(place), "skills"), programs, place),
    ];
  },
  check: (place, read) => {
    const file = join(folder(place), "settings.json");
    return switchedOff(file, read, { path: ["disableAllHooks"], isOff: (value) => value === true });
  },
};
