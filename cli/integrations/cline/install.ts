import { join } from "node:path";
import { shellLine } from "../../install/command.ts";
import { hookWords, longSeconds, mcpArguments } from "../../install/hook-command.ts";
import { isOurs } from "../../install/hooks-edit.ts";
import { entryEdit, jsonForm } from "../../install/json-form.ts";
import { ownForm } from "../../install/own-form.ts";
import type { FilePlan, Integration, Place, Programs } from "../../install/plan.ts";
import { agentsSkills, skillFile } from "../../install/skill-file.ts";

const events = [
  "TaskStart",
  "TaskResume",
  "TaskCancel",
  "TaskComplete",
  "UserPromptSubmit",
  "PreToolUse",
  "PostToolUse",
] as const;

const userFolder = ({ env, home }: Place): string => env.CLINE_DIR || join(home(), ".cline");

const hookFiles = (place: Place, programs: Programs): readonly FilePlan[] => {
  const folder =
    place.scope === "project" ? join(place.folder, ".clinerules", "hooks") : join(userFolder(place), "hooks");
  // Cline runs the file of the event's name, where a shell script is one that can be run.
  if (place.platform === "win32") return [];
  const text = `#!/bin/sh\nexec ${shellLine(hookWords("cline", programs), place.platform)}\n`;
  return events.map((event) => ({
    path: join(folder, event),
    holds: "hook",
    form: ownForm(text, isOurs),
    mode: 0o755,
  }));
};

const serverFile = (place: Place, programs: Programs): FilePlan => {
  const command = { command: programs.node, args: mcpArguments("cline", programs) };
  const server = { ...command, transport: { type: "stdio", ...command }, timeout: longSeconds };
  const path = join(place.env.CLINE_DATA_DIR || join(userFolder(place), "data"), "settings", "cline_mcp_settings.json");
  return { path, holds: "MCP server", form: jsonForm([entryEdit(["mcpServers", "muster"], server)]) };
};

/** Cline: https://docs.cline.bot/features/hooks, …/mcp, …/features/skills. It has no MCP servers for one project. */
export const cline: Integration = {
  programs: ["cline"],
  packages: ["cline"],
  folder: userFolder,
  knownGood: "3.0.65",
  files: (place, programs) => [
    ...hookFiles(place, programs),
    ...(place.scope === "user" ? [serverFile(place, programs)] : []),
    skillFile(agentsSkills(place), programs, place),
  ],
};
