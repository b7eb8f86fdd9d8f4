import { join } from "node:path";
import { shellLine } from "../../install/command.ts";
import { hookWords, mcpArguments } from "../../install/hook-command.ts";
import { type Hook, hooksEdit } from "../../install/hooks-edit.ts";
import { entryEdit, jsonForm } from "../../install/json-form.ts";
import type { Integration, Place } from "../../install/plan.ts";
import { skillFile } from "../../install/skill-file.ts";

const events = [
  "pre_user_prompt",
  "pre_read_code",
  "post_read_code",
  "pre_write_code",
  "post_write_code",
  "pre_run_command",
  "post_run_command",
  "pre_mcp_tool_use",
  "post_mcp_tool_use",
  "post_cascade_response",
] as const;

const userFolder = ({ home }: Place): string => join(home(), ".codeium", "windsurf");

/** Windsurf: https://docs.windsurf.com/windsurf/cascade/hooks, …/mcp, …/skills. It has no MCP servers for one project. */
export const windsurf: Integration = {
  programs: ["windsurf"],
  packages: [],
  folder: userFolder,
  knownGood: "",
  files(place, programs) {
    const folder = place.scope === "project" ? join(place.folder, ".windsurf") : userFolder(place);
    const command = shellLine(hookWords("windsurf", programs), place.platform);
    // On Windows a line that begins with quotes is a text to PowerShell, unless it is called.
    const powershell = place.platform === "win32" ? { powershell: `& ${command}` } : {};
    const hooks = events.map((event): Hook => ({ event, command: { command, ...powershell, show_output: false } }));
    const server = { command: programs.node, args: mcpArguments("windsurf", programs) };
    const serverEdit = entryEdit(["mcpServers", "muster"], server);
    return [
      { path: join(folder, "hooks.json"), holds: "hooks", form: jsonForm([hooksEdit(hooks, { grouped: false })]) },
      ...(place.scope === "user"
        ? [{ path: join(folder, "mcp_config.json"), holds: "MCP server", form: jsonForm([serverEdit]) }]
        : []),
      skillFile(join(folder, "skills"), programs, place),
    ];
  },
};
