import { join } from "node:path";
import { shellLine } from "../../install/command.ts";
import { type Hook, hooksEdit } from "../../install/hooks-edit.ts";
import { jsonForm } from "../../install/json-form.ts";
import type { Integration, Place } from "../../install/plan.ts";
import { skillFile } from "../../install/skill-file.ts";
import { tomlForm } from "../../install/toml-form.ts";

/** Seconds. */
const short = 15;
const long = 3600;

const events: readonly { event: string; limit: number }[] = [
  { event: "SessionStart", limit: short },
  { event: "UserPromptSubmit", limit: short },
  { event: "PreToolUse", limit: short },
  { event: "PermissionRequest", limit: short },
  { event: "PostToolUse", limit: short },
  { event: "SubagentStart", limit: short },
  { event: "SubagentStop", limit: short },
  { event: "Stop", limit: long },
  { event: "SessionEnd", limit: short },
];

const home = ({ env, home: userHome }: Place): string => env.CODEX_HOME || join(userHome(), ".codex");
const folder = (place: Place): string => (place.scope === "project" ? join(place.folder, ".codex") : home(place));
const skills = (place: Place): string =>
  join(place.scope === "project" ? place.folder : place.home(), ".agents", "skills");

/** Codex: https://developers.openai.com/codex/hooks, …/mcp, …/skills. */
export const codex: Integration = {
  programs: ["codex"],
  folder: home,
  knownGood: "0.169.0",
  files(place, programs) {
    const hooks = events.map(({ event, limit }): Hook => {
      const words = [programs.node, programs.hook, "codex", ...(limit === long ? ["--limit", String(long)] : [])];
      return { event, command: { type: "command", command: shellLine(words, place.platform), timeout: limit } };
    });
    const server = tomlForm(["mcp_servers", "muster"], {
      command: programs.node,
      args: [programs.commandLine, "mcp", "--kind", "codex"],
      // A person may take long to answer.
      tool_timeout_sec: long,
      default_tools_approval_mode: "approve",
    });
    return [
      {
        path: join(folder(place), "hooks.json"),
        holds: "hooks",
        form: jsonForm([hooksEdit(hooks, { grouped: true })]),
      },
      { path: join(folder(place), "config.toml"), holds: "MCP server", form: server },
      skillFile(skills(place), programs, place),
    ];
  },
  afterwards: [
    "Codex runs hooks only once you have trusted them: start codex, and when it says that hooks need review, trust those " +
      "of Muster. Until then nothing is reported, and codex exec skips them without a word.",
  ],
};
