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
import { jsonForm } from "../../install/json-form.ts";
import type { Integration, Place } from "../../install/plan.ts";
import { checkTrust } from "./trust.ts";
import { agentsSkills, skillFile } from "../../install/skill-file.ts";
import { tomlForm } from "../../install/toml-form.ts";

const events: readonly HookEvent[] = [
  { event: "SessionStart", limitSeconds: shortSeconds },
  { event: "UserPromptSubmit", limitSeconds: shortSeconds },
  { event: "PreToolUse", limitSeconds: shortSeconds },
  // While it runs, the person at the terminal can't decide: it waits only where the machine is set so.
  { event: "PermissionRequest", limitSeconds: approvalSeconds, waits: true },
  { event: "PostToolUse", limitSeconds: shortSeconds },
  { event: "SubagentStart", limitSeconds: shortSeconds },
  { event: "SubagentStop", limitSeconds: shortSeconds },
  { event: "Stop", limitSeconds: longSeconds, waits: true },
  { event: "SessionEnd", limitSeconds: shortSeconds },
];

const home = ({ env, home: userHome }: Place): string => env.CODEX_HOME || join(userHome(), ".codex");
const folder = (place: Place): string => (place.scope === "project" ? join(place.folder, ".codex") : home(place));

/** Codex: https://developers.openai.com/codex/hooks, …/mcp, …/skills. */
export const codex: Integration = {
  programs: ["codex"],
  packages: ["@openai/codex"],
  folder: home,
  knownGood: "0.169.0",
  files(place, programs) {
    const hooks = commandHooks("codex", events, { place, programs, perSecond: 1 });
    const server = tomlForm(["mcp_servers", "muster"], {
      command: programs.node,
      args: mcpArguments("codex", programs),
      // A person may take long to answer.
      tool_timeout_sec: longSeconds,
      default_tools_approval_mode: "approve",
    });
    return [
      {
        path: join(folder(place), "hooks.json"),
        holds: "hooks",
        form: jsonForm([hooksEdit(hooks, { grouped: true })]),
      },
      { path: join(folder(place), "config.toml"), holds: "MCP server", form: server },
      skillFile(agentsSkills(place), programs, place),
    ];
  },
  check: (place, read) => {
    const hooksFile = join(folder(place), "hooks.json");
    return checkTrust(hooksFile, read(hooksFile), read(join(home(place), "config.toml")));
  },
  afterwards: [
    "Codex runs hooks only once you have trusted them: start codex, and when it says that hooks need review, trust those " +
      "of Muster. Until then nothing is reported, and codex exec skips them without a word.",
  ],
};
