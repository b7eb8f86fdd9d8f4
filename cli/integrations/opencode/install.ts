import { existsSync } from "node:fs";
import { join } from "node:path";
import { assets } from "../../install/assets.ts";
import { longSeconds, mcpArguments } from "../../install/hook-command.ts";
import { entryEdit, jsonForm } from "../../install/json-form.ts";
import type { Integration, Place } from "../../install/plan.ts";
import { pluginFile } from "../../install/plugin-file.ts";
import { agentsSkills, skillFile } from "../../install/skill-file.ts";

const userFolder = ({ env, home }: Place): string =>
  env.OPENCODE_CONFIG_DIR || join(env.XDG_CONFIG_HOME || join(home(), ".config"), "opencode");

const configFile = (place: Place): string => {
  const folder = place.scope === "project" ? place.folder : userFolder(place);
  const found = ["opencode.jsonc", "opencode.json"].map((name) => join(folder, name)).find((path) => existsSync(path));
  return found ?? join(folder, "opencode.json");
};

const pluginFolder = (place: Place): string =>
  join(place.scope === "project" ? join(place.folder, ".opencode") : userFolder(place), "plugin");

/** OpenCode: https://opencode.ai/docs/plugins, …/mcp-servers, …/skills. */
export const opencode: Integration = {
  programs: ["opencode"],
  packages: ["opencode-ai"],
  folder: userFolder,
  knownGood: "1.18.33",
  files(place, programs) {
    const command = [programs.node, ...mcpArguments("opencode", programs)];
    // Milliseconds; without it a call ends after a minute, and a person may take longer to answer.
    const server = { type: "local", command, enabled: true, timeout: longSeconds * 1000 };
    return [
      pluginFile(join(pluginFolder(place), "muster.js"), assets.opencode(), programs),
      { path: configFile(place), holds: "MCP server", form: jsonForm([entryEdit(["mcp", "muster"], server)]) },
      skillFile(agentsSkills(place), programs, place),
    ];
  },
};
